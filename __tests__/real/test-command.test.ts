import { readFile, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { type RunningRegistry, startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { makeFakeScanners } from '../support/fake-scanner/fake-scanner.ts'
import { type JobOptions, makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

// The inputs `test` and `scan`, as a workflow uses it: with the real engine and registries.

const engine = inject('engine')
const program = inject('registry')
const tools = inject('tools')
const crane = needTool(tools, 'crane')
const ann = { username: 'ann', password: 's3cret-of-ann' }

const dockerfile = `FROM scratch
COPY busybox /bin/busybox
COPY greeting /greeting
CMD ["/bin/busybox", "cat", "/greeting"]
`

async function sample() {
  return await makeWorkspace({ Dockerfile: dockerfile, greeting: 'hello\n' }, [needTool(tools, 'busybox')])
}

/** Publishes to a guarded registry first, then to an open one. */
async function publish(
  workspace: Workspace,
  [guarded, plain]: readonly [RunningRegistry, RunningRegistry],
  inputs: Readonly<Record<string, string>>,
  options: Partial<JobOptions> = {}
) {
  const auth = `- registry: ${guarded.host}\n  username: ${ann.username}\n  password: ${ann.password}\n`
  return await runAction(workspace, {
    from: 'bundle',
    variables: engine.variables,
    inputs: {
      images: `${guarded.host}/acme/app\n${plain.host}/acme/app`,
      tags: 'v1',
      'registry-auth': auth,
      ...inputs,
    },
    ...options,
  })
}

async function tagsAt({ host }: RunningRegistry): Promise<readonly string[]> {
  const answer = await fetch(`http://${host}/v2/acme/app/tags/list`, {
    headers: { authorization: `Basic ${btoa(`${ann.username}:${ann.password}`)}` },
  })
  return ((await answer.json()) as { tags?: readonly string[] | null }).tags ?? []
}

test('a test runs the image from where users will pull it, before it has a tag', async () => {
  await using workspace = await sample()
  await using guarded = await startRegistry({ program, htpasswd: ann })
  await using plain = await startRegistry({ program })
  const result = await publish(
    workspace,
    [guarded, plain],
    {
      test: `docker run --rm "$MANIFOLD_IMAGE" | tee said
env | sort > variables
cp "$DOCKER_CONFIG/config.json" config.json
cat said | grep hello
curl -s -u ann:${'$'}{PASSWORD:-none} http://${plain.host}/v2/acme/app/tags/list > tags
${crane} manifest "$MANIFOLD_IMAGE" > manifest`,
    },
    {
      variables: {
        ...engine.variables,
        INPUT_PASSWORD: '',
        GITHUB_TOKEN: 'ghs_0123456789',
        ACTIONS_RUNTIME_TOKEN: 'runtime-token-7',
        OWN: `the password ${ann.password}`,
        HARMLESS: 'yes',
      },
    }
  )
  expect(result.exitCode, result.log).toBe(0)
  const { digest } = result.outputs
  const read = (name: string) => readFile(join(workspace.path, name), 'utf8')
  const variables = await read('variables')
  const image = `${guarded.host}/acme/app@${digest}`
  for (const line of [
    `MANIFOLD_IMAGE=${image}`,
    `MANIFOLD_IMAGES=${image}`,
    `MANIFOLD_DIGEST=${digest}`,
    'HARMLESS=yes',
  ])
    expect(variables.split('\n')).toContain(line)
  expect(variables).toMatch(/^MANIFOLD_PLATFORMS=linux\/\w+$/m)
  for (const secret of [ann.password, 'ghs_0123456789', 'runtime-token-7', 'INPUT_', 'STATE_', 'OWN='])
    expect(variables).not.toContain(secret)
  expect(JSON.parse(await read('config.json')).auths).toEqual({
    [guarded.host]: { auth: btoa(`${ann.username}:${ann.password}`) },
  })
  expect(await read('tags')).not.toContain('v1')
  expect(JSON.parse(await read('manifest'))).toHaveProperty('layers')
  expect(await Promise.all([guarded, plain].map(tagsAt))).toEqual([['v1'], ['v1']])
  expect(result.log).not.toContain(ann.password)
  await rm(join(workspace.path, 'config.json'))
})

test('no tag moves anywhere if the test fails', async () => {
  await using workspace = await sample()
  await using guarded = await startRegistry({ program, htpasswd: ann })
  await using plain = await startRegistry({ program })
  const first = await publish(workspace, [guarded, plain], {})
  const result = await publish(workspace, [guarded, plain], {
    tags: 'v1\nv2',
    'no-cache': 'true',
    labels: 'a=b',
    test: 'docker run --rm "$MANIFOLD_IMAGE"\necho it is broken >&2\nexit 3',
  })
  expect(result.exitCode).toBe(1)
  const native = /on (linux\/\w+): it is broken/.exec(result.log)?.[1]
  const errors = result.log.split('\n').filter((line) => line.startsWith('::error'))
  expect(errors).toEqual([`::error::Check 'test': the command ended with exit code 3 on ${native}: it is broken.`])
  expect(result.summary).toContain("Check 'test': the command ended with exit code 3")
  expect(result.summary).toContain('hello\nit is broken')
  expect(await Promise.all([guarded, plain].map(tagsAt))).toEqual([['v1'], ['v1']])
  expect((await run(crane, ['digest', `${plain.host}/acme/app:v1`])).trim()).toBe(first.outputs.digest)
  expect(result.outputs.image).toBe('')
  expect(JSON.parse(result.outputs.result ?? '').map(({ status }: { status: string }) => status)).toEqual([
    'withheld',
    'withheld',
  ])
})

test('an image that is only built is tested as it was loaded, or as a layout', async () => {
  await using workspace = await sample()
  const inputs = { images: 'ghcr.io/acme/app-under-test', tags: 'v1', push: 'false' }
  const run = (more: Readonly<Record<string, string>>) =>
    runAction(workspace, { variables: engine.variables, inputs: { ...inputs, ...more } })
  const loaded = await run({
    load: 'true',
    test: `[ -z "$MANIFOLD_LAYOUT" ]
docker run --rm --pull=never "$MANIFOLD_IMAGE"
docker rmi --force "$MANIFOLD_IMAGE"`,
  })
  expect(loaded.exitCode, loaded.log).toBe(0)
  expect(loaded.log).toContain('\nTesting ghcr.io/acme/app-under-test:v1 on ')
  expect(loaded.log).toContain('\nhello\n')
  const failed = await run({
    test: `[ -z "$MANIFOLD_IMAGE" ]
grep -q image.manifest "$MANIFOLD_LAYOUT/index.json"
ls "$MANIFOLD_LAYOUT/blobs/sha256" | grep -q "\${MANIFOLD_DIGEST#sha256:}"
echo "$DOCKER_CONFIG"; cat "$DOCKER_CONFIG/config.json"
exit 4`,
  })
  expect(failed.exitCode).toBe(1)
  expect(failed.log).toMatch(/::error::Check 'test': the command ended with exit code 4 on linux/)
})

test('a built image is scanned as the registry gives it back, and no tag moves if too much is found', async () => {
  await using workspace = await sample()
  await using guarded = await startRegistry({ program, htpasswd: ann })
  await using plain = await startRegistry({ program })
  await using scanners = await makeFakeScanners()
  const { HOME: _, PATH: found = '', ...own } = scanners.variables
  const variables = {
    ...engine.variables,
    ...own,
    PATH: [found.split(delimiter)[0], engine.variables.PATH].join(delimiter),
  }
  const result = await publish(
    workspace,
    [guarded, plain],
    { scan: 'grype', 'scan-sarif': 'grype.sarif' },
    { variables }
  )
  expect(result.exitCode).toBe(1)
  expect(result.log).toMatch(/::error::Check 'scan': grype found 1 critical \(1 fixable\) in linux/)
  expect(result.log).toMatch(new RegExp(`${guarded.host}/acme/app@sha256:\\w+: reading back \\d+ blobs`))
  expect(await scanners.records()).toHaveLength(1)
  expect(JSON.parse(await readFile(join(workspace.path, 'grype.sarif'), 'utf8')).runs).toHaveLength(1)
  expect(await Promise.all([guarded, plain].map(tagsAt))).toEqual([[], []])
})
