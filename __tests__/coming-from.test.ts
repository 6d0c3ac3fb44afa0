import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import type { StepResult } from '../scripts/runner.ts'
import { explainFailure } from '../src/builder/buildx/progress/failure.ts'
import { inputs as inputTable } from '../src/github/inputs/inputs.ts'
import { metadataInputs } from '../src/github/inputs/tables/metadata-inputs.ts'
import { metadataOutputs } from '../src/github/report/step-outputs.ts'
import { makeFakeDocker } from './support/fake-docker/fake-docker.ts'
import type { Instructions, Record as Records } from './support/fake-docker/instructions.ts'
import { startTestRegistry } from './support/registry/registry.ts'
import { type JobOptions, makeWorkspace, runAction } from './support/workspace.ts'

// What docs/coming-from.md says to users of docker/build-push-action: every row of its tables is tested here.

const page = readFileSync(join(import.meta.dirname, '../docs/coming-from.md'), 'utf8')
const dockerfile = { Dockerfile: 'FROM scratch\nLABEL org.opencontainers.image.title=mine\nCOPY app /\n' }
const unreachable = '127.0.0.1:9'

interface Job extends Partial<JobOptions> {
  readonly files?: Readonly<{ [path: string]: string }>
  readonly builder?: Partial<Instructions>
  /** Docker's configuration after a `docker login` in an earlier step. */
  readonly config?: object
}

interface Done extends StepResult {
  readonly record: Records | undefined
  /** Whether Docker is still signed in after the step. */
  readonly isSignedIn: boolean
}

async function run({ files = dockerfile, builder = {}, config, inputs = {}, event, ...job }: Job): Promise<Done> {
  await using docker = await makeFakeDocker(builder)
  await using workspace = await makeWorkspace(files)
  const { HOME = '' } = docker.variables
  const file = join(HOME, '.docker', 'config.json')
  await mkdir(join(HOME, '.docker'), { recursive: true })
  if (config) await writeFile(file, JSON.stringify(config))
  const commit = { head_commit: { id: workspace.sha, timestamp: '2020-02-03T04:05:06Z' } }
  const { variables, ...rest } = job
  const all = { ...docker.variables, ...variables }
  const result = await runAction(workspace, { ...rest, event: { ...commit, ...event }, inputs, variables: all })
  const [record] = await docker.records()
  return { ...result, record, isSignedIn: existsSync(file) }
}

/** The builder's arguments, without publishing. */
async function askedOf(inputs: Readonly<{ [name: string]: string }>, job: Job = {}): Promise<readonly string[]> {
  const result = await run({ ...job, inputs: { tags: `${unreachable}/acme/app:1`, push: 'false', ...inputs } })
  expect(result.exitCode, result.log).toBe(0)
  return result.record?.args ?? []
}

const labelOf = (args: readonly string[], name: string) =>
  args.find((arg) => arg.startsWith(`--label=org.opencontainers.image.${name}=`))?.replace(/^.*?=.*?=/, '')

/** The first column of the table below a heading. */
function rowsBelow(heading: string): readonly string[] {
  const [, text = ''] = page.split(`### ${heading}\n`)
  const [section = ''] = text.split(/^#/m)
  return [...section.matchAll(/^\| (?!:--)(.*?) \| /gm)].map(([, first = '']) => first).slice(1)
}

const fork = { pull_request: { number: 7, head: { repo: { full_name: 'someone/app' } }, base: { ref: 'main' } } }

/** The test for each difference, by the beginning of its row. */
const differences: Readonly<{ [row: string]: () => Promise<void> }> = {
  '`push` is `false`': async () => {
    await using registry = await startTestRegistry()
    const inputs = { tags: `${registry.host}/acme/app:1` }
    const pushed = await run({ inputs })
    expect(Object.keys(registry.tags('acme/app')), pushed.log).toEqual(['1'])
    registry.clearLog()
    const forked = await run({ name: 'pull_request', ref: 'refs/pull/7/merge', event: fork, inputs })
    const built = await run({ inputs: { ...inputs, push: 'false' } })
    expect([forked.exitCode, built.exitCode, forked.record?.end, registry.log]).toEqual([0, 0, 'done', []])
  },
  'The context is the repository on GitHub': async () => {
    expect((await askedOf({})).at(-1)).toBe('.')
    const context = 'https://github.com/acme/app.git#refs/heads/main'
    expect((await askedOf({ context }, { files: { README: 'nothing is checked out' } })).at(-1)).toBe(context)
  },
  'Images get provenance': async () => {
    const [plain, attested] = [await askedOf({}), await askedOf({ provenance: 'mode=max' })]
    expect(plain).toContain('--provenance=false')
    expect(attested.filter((arg) => arg.startsWith('--provenance'))).toEqual(['--provenance=mode=max'])
  },
  'Labels are those that you list': async () => {
    const [filled, none] = [await askedOf({}), await askedOf({ 'default-labels': 'none', labels: 'com.example.a=b' })]
    expect([labelOf(filled, 'source'), labelOf(filled, 'title')]).toEqual(['https://github.com/acme/app', undefined])
    expect(none.filter((arg) => arg.startsWith('--label'))).toEqual(['--label=com.example.a=b'])
  },
  '`created`, from docker/metadata-action': async () => {
    expect(labelOf(await askedOf({}), 'created')).toBe('2020-02-03T04:05:06.000Z')
    const labels = "org.opencontainers.image.created={{date 'YYYY-MM-DDTHH:mm:ss[Z]'}}"
    expect(page).toContain(`\`labels: ${labels}\``)
    const created = new Date(labelOf(await askedOf({ labels }), 'created') ?? '')
    expect(Date.now() - created.getTime()).toBeLessThan(24 * 60 * 60 * 1000)
  },
  'A tag moves as soon': async () => {
    await using registry = await startTestRegistry()
    const inputs = { tags: `${registry.host}/acme/app:1\n${unreachable}/acme/app:1` }
    const all = await run({ inputs })
    expect([all.exitCode, registry.tags('acme/app')]).toEqual([1, {}])
    const any = await run({ inputs: { ...inputs, required: 'any', 'on-failure': 'keep' } })
    expect([any.exitCode, Object.keys(registry.tags('acme/app'))]).toEqual([0, ['1']])
  },
  '`push-by-digest` leaves': async () => {
    const outputs = 'type=image,name=127.0.0.1:9/acme/app,push-by-digest=true,push=true'
    const refused = await run({ inputs: { outputs } })
    expect([refused.exitCode, refused.record]).toEqual([1, undefined])
    expect(refused.log).toContain("each job of a matrix builds one of them ('part: linux/amd64'")
    // All other combinations with `push: false` are tested in docs/outputs.md.
    const combinations = readFileSync(join(import.meta.dirname, '../docs/outputs.md'), 'utf8')
    expect(combinations).toContain('| - | `false` | - | `type=image,name=user/app,push-by-digest=true,push=true` | - |')
  },
  'A login lasts': async () => {
    await using registry = await startTestRegistry({ auth: { kind: 'basic' } })
    const tags = `${registry.host}/acme/app:1`
    const given = await run({ inputs: { tags, registry: registry.host, username: 'ann', password: 'secret' } })
    expect([given.exitCode, given.isSignedIn, given.leftovers.filter((path) => !path.startsWith('bake-'))]).toEqual([
      0,
      false,
      [],
    ])
  },
  "The job's token is passed": async () => {
    const inputs = { tags: `${unreachable}/acme/app:1`, push: 'false', 'github-token': 'token-of-the-job' }
    const ours = await run({ inputs: { ...inputs, context: 'https://github.com/acme/app.git' } })
    const context = 'https://github.com/acme/other.git'
    const other = await run({ inputs: { ...inputs, context } })
    const named = await run({ inputs: { ...inputs, context, secrets: 'GIT_AUTH_TOKEN=token-of-ours' } })
    expect([ours, other, named].map(({ record }) => record?.secrets)).toEqual([
      { 'GIT_AUTH_TOKEN.github.com': 'token-of-the-job' },
      {},
      { GIT_AUTH_TOKEN: 'token-of-ours' },
    ])
    const forked = await run({ name: 'pull_request_target', event: fork, inputs: { ...inputs, context } })
    expect(JSON.stringify(forked.record)).not.toContain('token-of-the-job')
  },
  'Each build uploads': async () => {
    const result = await run({ inputs: { tags: `${unreachable}/acme/app:1`, push: 'false' } })
    expect(result.summary).toMatch(/^\*\*Build:\*\* /m)
    expect(result.leftovers.filter((path) => !path.startsWith('bake-'))).toEqual([])
  },
}

/** The advice for a recorded build failure. */
function adviceOn(recording: string): string {
  const text = readFileSync(join(import.meta.dirname, 'fixtures/build-output', `${recording}.txt`), 'utf8')
  return explainFailure(text, 1, 'Dockerfile').message
}

const staying: typeof differences = {
  'actions/checkout': async () => {
    const result = await run({ files: { README: '' }, inputs: { tags: `${unreachable}/acme/app:1`, push: 'false' } })
    expect([result.exitCode, result.record]).toEqual([1, undefined])
    expect(result.log).toContain('Dockerfile does not exist')
  },
  'docker/setup-qemu-action': async () => expect(adviceOn('exec-format')).toContain('(docker/setup-qemu-action)'),
  'docker/setup-buildx-action': async () => {
    for (const name of ['classic-multi-platform', 'classic-attestation']) {
      expect(adviceOn(name)).toContain("so that a builder is created, or enable Docker's containerd image store")
    }
    const example = readFileSync(join(import.meta.dirname, '../examples/platforms.yml'), 'utf8')
    expect(example).toMatch(/uses: docker\/setup-qemu-action@.*uses: OWNER\/manifold@/s)
    expect(example).not.toContain('setup-buildx-action')
  },
  'docker/login-action': async () => {
    await using registry = await startTestRegistry({ auth: { kind: 'basic' } })
    const config = { auths: { [registry.host]: { auth: Buffer.from('ann:secret').toString('base64') } } }
    const result = await run({ config, inputs: { tags: `${registry.host}/acme/app:1` } })
    expect([result.exitCode, result.isSignedIn], result.log).toEqual([0, true])
  },
  'docker/metadata-action': async () => {
    expect(Object.keys(metadataOutputs)).toEqual(expect.arrayContaining(['version', 'tags', 'labels', 'json']))
    expect(Object.keys(metadataInputs)).toEqual(expect.arrayContaining(['context', 'images', 'tags', 'flavor']))
  },
}

describe.each([
  ['What is different', differences],
  ['What stays', staying],
] as const)('%s', (heading, checks) => {
  const rows = rowsBelow(heading)

  test('each row has a test, and each test a row', () => {
    expect(rows.length).toBeGreaterThan(3)
    const found = rows.map((row) => Object.keys(checks).find((start) => row.startsWith(start)) ?? row)
    expect(found).toEqual(Object.keys(checks))
  })

  test.each(rows)(
    '%s',
    async (row) => {
      const [, check] = Object.entries(checks).find(([start]) => row.startsWith(start)) ?? []
      if (!check) throw new Error('No test for this row')
      await check()
    },
    120_000
  )
})

interface Workflow {
  readonly steps: readonly { readonly uses: string; readonly with?: Readonly<{ [input: string]: string | boolean }> }[]
}

const [before, after] = ['before', 'after'].map((name) => {
  const [, text = ''] = new RegExp(`^\`\`\`yaml\\n# ${name}\\n(.*?)^\`\`\`$`, 'ms').exec(page) ?? []
  return load(text) as Workflow
})
const inputsOf = (workflow: Workflow | undefined, action: string) =>
  workflow?.steps.find(({ uses }) => uses.startsWith(action))?.with ?? {}

test('has the same inputs before and after', () => {
  const moved = inputsOf(after, 'OWNER/manifold')
  expect(moved).toMatchObject(inputsOf(before, 'docker/metadata-action'))
  const { tags: _, labels: __, ...built } = inputsOf(before, 'docker/build-push-action')
  expect(moved).toMatchObject(built)
  const logins = before?.steps.filter(({ uses }) => uses.startsWith('docker/login-action'))
  expect(logins?.map((login) => login.with)).toContainEqual({ username: moved.username, password: moved.password })
  expect(Object.keys(inputTable)).toEqual(expect.arrayContaining(Object.keys(moved)))
})

test.each([
  ['refs/tags/v1.2.3', 'push', ['1.2', '1.2.3', 'latest']],
  ['refs/heads/main', 'push', ['main']],
  ['refs/pull/7/merge', 'pull_request', []],
])('on %s (%s), creates the same tags as docker/metadata-action: %j', async (ref, name, tags) => {
  await using ghcr = await startTestRegistry({ auth: { kind: 'basic' } })
  await using hub = await startTestRegistry({ auth: { kind: 'basic' } })
  const given = inputsOf(after, 'OWNER/manifold')
  const event =
    name === 'push' ? {} : { pull_request: { ...fork.pull_request, head: { repo: { full_name: 'acme/app' } } } }
  const inputs = {
    ...given,
    push: String(name !== 'pull_request'),
    images: String(given.images)
      .replace('ghcr.io', ghcr.host)
      .replace(/^(?=acme)/m, `${hub.host}/`),
    registry: hub.host,
    username: 'ann',
    password: 'secret',
    'registry-auth': `- registry: ${ghcr.host}\n  username: ann\n  password: secret\n`,
  }
  const result = await run({ ref, name, event, inputs: inputs as Job['inputs'] & object })
  expect(result.exitCode, result.log).toBe(0)
  for (const registry of [ghcr, hub]) expect(Object.keys(registry.tags('acme/shop')).toSorted()).toEqual(tags)
})
