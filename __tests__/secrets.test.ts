import { describe, expect, test } from 'vitest'
import type { StepResult } from '../scripts/runner.ts'
import { makeFakeDocker } from './support/fake-docker/fake-docker.ts'
import type { Instructions } from './support/fake-docker/instructions.ts'
import { startTestRegistry } from './support/registry/registry.ts'
import { makeWorkspace, runAction } from './support/workspace.ts'

// What a step prints and leaves behind, whatever builders, registries and users do.

interface Job {
  readonly inputs: Readonly<Record<string, string>>
  readonly variables?: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, string>>
  readonly builder?: Partial<Instructions>
}

async function run({ inputs, variables = {}, files = {}, builder = {} }: Job): Promise<StepResult> {
  await using docker = await makeFakeDocker(builder)
  await using workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\nCOPY app /\n', ...files })
  return await runAction(workspace, { inputs, variables: { ...docker.variables, ...variables } })
}

/** Everything about a step that users, later steps and the runner can see. */
const shownBy = ({ log, summary, outputs, state }: StepResult) => JSON.stringify([log, summary, outputs, state])

const base64 = (text: string) => Buffer.from(text).toString('base64')

describe.concurrent('a build that prints secrets', () => {
  const secrets = {
    'proxy-pa:ss@word': 'a password in the address of a proxy',
    'value/of+env': 'a secret in the environment',
    'first-line-of-file': 'a line of a secret file',
    'second "line" of file': 'another',
    'cache-secret-key': 'an attribute of a cache',
    'token-in-the-context-url': 'a password in a URL',
    'value-of-npm': 'a secret',
  }
  const job = {
    inputs: {
      push: 'false',
      'build-contexts': 'lib=https://ci:token-in-the-context-url@git.example/lib.git',
      'cache-to': 'type=s3,region=eu,bucket=b,secret_access_key=cache-secret-key',
      secrets: 'npm=value-of-npm',
      'secret-envs': 'env=VALUE_OF_ENV',
      'secret-files': 'file=secret.txt',
    },
    variables: { VALUE_OF_ENV: 'value/of+env', https_proxy: 'http://ann:proxy-pa%3Ass%40word@proxy.example:3128' },
    files: { 'secret.txt': 'first-line-of-file\nsecond "line" of file\n' },
  }
  const forms: Readonly<Record<string, (secret: string) => string>> = {
    'plain text': (secret) => secret,
    'a URL': encodeURIComponent,
    JSON: JSON.stringify,
    base64: base64,
    'base64 with other text': (secret) => base64(`x-access-token:${secret}`),
  }

  test.each(Object.keys(forms))('reveals none in %s', async (name) => {
    const form = forms[name] ?? String
    const printed = Object.keys(secrets).map((secret, index) => `#${index} 0.1 [${form(secret)}]`)
    const result = await run({ ...job, builder: { prints: printed.join('\n') } })
    expect(result.exitCode, result.log).toBe(0)
    const shown = shownBy(result)
    for (const secret of Object.keys(secrets)) {
      expect(shown).not.toContain(
        JSON.stringify(form(secret))
          .slice(1, -1)
          .replace(/.{4}=*$/, '')
      )
    }
    expect(result.log.split('\n').filter((line) => line.includes('***'))).toHaveLength(printed.length + 1)
  })

  test('reveals none, not even partly, in an endless line or an error', async () => {
    const long = `#7 ${'x'.repeat(65_536 - 20)} value-of-npm ${'y'.repeat(150_000)}`
    const said = `${'z'.repeat(290)} value-of-npm`
    const stderr = `${long}\n------\n > [2/2] RUN it:\n0.1 ${said}\n------\nERROR: process "/bin/sh -c it" did not complete: exit code: 1\n`
    const result = await run({ ...job, builder: { failure: { stderr, exitCode: 1 } } })
    expect(result.exitCode).toBe(1)
    expect(shownBy(result)).not.toMatch(/value-o|e-of-npm/)
    expect(result.log).toContain('::error::The build failed')
  })
})

describe.concurrent('a registry that returns what it was sent', () => {
  const password = 'the-password-of-ann'
  const pair = base64(`ann:${password}`)

  test.each([
    ['an error', (filler: string) => JSON.stringify({ errors: [{ code: 'DENIED', message: filler }] })],
    ['an HTML page', (filler: string) => `<html><body>${filler}</body></html>`],
  ])('reveals nothing of it in %s', async (_, page) => {
    await using registry = await startTestRegistry({ auth: { kind: 'basic', users: { ann: password } } })
    for (const length of [180, 485]) {
      const body = page(`${'x'.repeat(length)} Basic ${pair} for ann ${password}`)
      registry.fail({ method: 'POST' }, { status: 403, body }, { times: 9 })
      const inputs = { tags: `${registry.host}/acme/app:1`, registry: registry.host, username: 'ann', password }
      const result = await run({ inputs, builder: { layers: ['a'] } })
      expect(result.exitCode).toBe(1)
      expect(shownBy(result)).not.toContain(pair.slice(0, 8))
      expect(shownBy(result)).not.toMatch(/the-pass|d-of-ann/)
      expect(result.outputs.result).toMatch(/x{100}/)
      expect(result.summary).toMatch(/x{100}/)
    }
  })
})

describe.concurrent('does not reveal a secret in the wrong place', () => {
  const key = base64('0123456789'.repeat(60))

  test('such as a key without its header in place of a path', async () => {
    await using registry = await startTestRegistry()
    const auth = `- registry: ${registry.host}\n  cert: ${key}\n  key: ${key}\n`
    const result = await run({ inputs: { tags: `${registry.host}/acme/app:1`, 'registry-auth': auth } })
    expect(result.exitCode).toBe(1)
    expect(shownBy(result)).not.toContain(key.slice(20, 40))
    expect(result.log).toContain(
      `'cert' of ${registry.host} names a file that cannot be read: ENAMETOOLONG. Decode the base64, and provide PEM`
    )
  })

  test("such as a secret in place of a variable's name", async () => {
    const result = await run({ inputs: { push: 'false', 'secret-envs': `npm=npm_${key.slice(0, 30)}` } })
    expect(shownBy(result)).not.toContain(key.slice(5, 25))
    expect(result.log).toContain(
      "Secret 'npm' is not passed to the build, because it is empty: its variable is not set"
    )
  })

  test("such as a secret in place of a file's path", async () => {
    const result = await run({ inputs: { push: 'false', 'secret-files': `npm=npm_${key.slice(0, 30)}` } })
    expect(result.exitCode).toBe(1)
    expect(shownBy(result)).not.toContain(key.slice(5, 25))
    expect(result.log).toContain(
      "Input 'secret-files': the file for secret 'npm' cannot be read (ENOENT). Use its path in the checkout, or pass the value with 'secrets'"
    )
  })
})
