import { expect, inject, test } from 'vitest'
import { startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import type { StepResult } from '../../scripts/runner.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

const engine = inject('engine')
const program = inject('registry')
const crane = needTool(inject('tools'), 'crane')
const files = { Dockerfile: 'FROM scratch\nCOPY greeting /\n', greeting: 'hello' }
const unreachable = '127.0.0.1:9'

/** The error annotations of a step, without their locations. */
function errorsOf({ log }: StepResult): readonly string[] {
  return [...log.matchAll(/^::error[^:]*::(.*)$/gm)].map(([, message = '']) => message)
}

async function tagsOf(image: string): Promise<string> {
  return await run(crane, ['ls', image]).catch(() => '')
}

test('tags nothing at one of two registries if the other is down', async () => {
  await using workspace = await makeWorkspace(files)
  await using registry = await startRegistry({ program })
  const inputs = { tags: `${registry.host}/acme/app:1\n${unreachable}/acme/app:1` }
  const result = await runAction(workspace, { variables: engine.variables, inputs })
  expect(result.exitCode).toBe(1)
  expect(errorsOf(result)).toEqual([
    expect.stringMatching(
      new RegExp(
        `^${unreachable}/acme/app: .+ failed: the connection was refused \\(ECONNREFUSED\\)\\. Check that the registry is running`
      )
    ),
  ])
  expect(await tagsOf(`${registry.host}/acme/app`)).toBe('')
  expect(JSON.parse(result.outputs.result ?? '[]').map(({ status }: { status: string }) => status)).toEqual([
    'withheld',
    'failed',
  ])
})

test('publishes to the other registry if any target is enough, and reports the failed one', async () => {
  await using workspace = await makeWorkspace(files)
  await using registry = await startRegistry({ program })
  const inputs = { tags: `${registry.host}/acme/app:1\n${unreachable}/acme/app:1`, required: 'any' }
  const result = await runAction(workspace, { variables: engine.variables, inputs })
  expect(result.exitCode, result.log).toBe(0)
  expect(await tagsOf(`${registry.host}/acme/app`)).toBe('1\n')
  expect(errorsOf(result)).toEqual([])
  expect(result.log).toMatch(new RegExp(`^::warning::${unreachable}/acme/app: `, 'm'))
  expect(JSON.parse(result.outputs.result ?? '[]').map(({ status }: { status: string }) => status)).toEqual([
    'published',
    'failed',
  ])
})

test('reports a wrong password in one sentence during the build, and keeps it out of the log', async () => {
  await using workspace = await makeWorkspace(files)
  await using registry = await startRegistry({ program, tls: true, htpasswd: { username: 'ann', password: 'right' } })
  const { host } = registry
  const auth = `- registry: ${host}\n  username: ann\n  password: quite-wrong\n  ca: ${registry.files?.authority}\n`
  const result = await runAction(workspace, {
    variables: engine.variables,
    inputs: { tags: `${host}/acme/app:1`, 'registry-auth': auth },
  })
  expect(result.exitCode).toBe(1)
  const sentence = `was refused: 401 UNAUTHORIZED: authentication required. Check the username and password for ${host}.`
  expect(errorsOf(result)).toEqual([expect.stringContaining(sentence)])
  expect(errorsOf(result)[0]).toMatch(new RegExp(`^${host}/acme/app: `))
  expect(result.log).not.toContain('quite-wrong')
  expect(result.masked).toContain('quite-wrong')
})

test('distinguishes an unknown authority from a registry that is down', async () => {
  await using workspace = await makeWorkspace(files)
  await using registry = await startRegistry({ program, tls: true })
  const auth = `- registry: ${registry.host}\n  ca: |\n    -----BEGIN CERTIFICATE-----\n    -----END CERTIFICATE-----\n`
  const result = await runAction(workspace, {
    variables: engine.variables,
    inputs: { tags: `${registry.host}/acme/app:1`, 'registry-auth': auth },
  })
  expect(result.exitCode).toBe(1)
  expect(errorsOf(result)).toEqual([expect.stringContaining('its certificate')])
})

test('names a host that does not exist', async () => {
  await using workspace = await makeWorkspace(files)
  const result = await runAction(workspace, {
    variables: engine.variables,
    inputs: { tags: 'registry.does-not-exist.invalid/acme/app:1' },
  })
  expect(result.exitCode).toBe(1)
  expect(errorsOf(result)).toEqual([
    expect.stringMatching(
      /^registry\.does-not-exist\.invalid\/acme\/app: .*no such host.*Check the registry's name, and that the runner can reach it\.$/
    ),
  ])
})

test('annotates a failing RUN at its line', async () => {
  await using workspace = await makeWorkspace({
    'docker/Dockerfile.web': 'FROM scratch\nCOPY greeting /\nRUN ["/nothing"]\n',
    greeting: 'hello',
  })
  await using registry = await startRegistry({ program })
  const result = await runAction(workspace, {
    variables: engine.variables,
    inputs: { tags: `${registry.host}/acme/app:1`, file: 'docker/Dockerfile.web' },
  })
  expect(result.exitCode).toBe(1)
  expect(result.log).toMatch(
    /^::error file=docker\/Dockerfile\.web,line=3::The build failed at docker\/Dockerfile\.web:3: /m
  )
  expect(errorsOf(result)).toHaveLength(1)
  expect(await tagsOf(`${registry.host}/acme/app`)).toBe('')
})

test('reports all invalid inputs at once, before anything is started', async () => {
  await using workspace = await makeWorkspace({ greeting: 'hello' })
  const result = await runAction(workspace, {
    variables: engine.variables,
    inputs: {
      images: 'acme/app:1',
      push: 'maybe',
      platforms: 'linux amd64',
      required: 'not an image!',
      secrets: 'novalue',
    },
  })
  expect(result.exitCode).toBe(1)
  expect(
    errorsOf(result)
      .map((error) => error.replace(/:.*/, ''))
      .toSorted()
  ).toEqual(['file', 'images', 'platforms', 'push', 'required', 'secrets'].map((name) => `Input '${name}'`))
  expect(result.log).not.toContain('novalue')
})

test('reports a missing Dockerfile before anything is started', async () => {
  await using workspace = await makeWorkspace({ greeting: 'hello' })
  const result = await runAction(workspace, {
    variables: engine.variables,
    inputs: { tags: `${unreachable}/acme/app:1` },
  })
  expect(result.exitCode).toBe(1)
  expect(errorsOf(result)).toEqual([
    "Input 'file': Dockerfile does not exist. Does actions/checkout run before this step?",
  ])
})
