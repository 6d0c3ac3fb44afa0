import { appendFile, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FakeDocker, makeFakeDocker } from './support/fake-docker/fake-docker.ts'
import type { Instructions } from './support/fake-docker/instructions.ts'
import { image, layer } from './support/images.ts'
import { startJob, type TestJob } from './support/job.ts'
import { writeLayout } from './support/registry/content/layout.ts'
import { startTestRegistry, type TestRegistry } from './support/registry/registry.ts'
import { type JobOptions, makeWorkspace, type Workspace } from './support/workspace.ts'

let workspace: Workspace
beforeAll(async () => {
  workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\nCOPY . /\n' })
})
afterAll(() => workspace[Symbol.asyncDispose]())

const token = 'token-of-the-job-0123456789'

interface Keeping extends AsyncDisposable {
  readonly job: TestJob
  readonly docker: FakeDocker
  /** Builds and keeps an image in a step. */
  keep(id: string, options?: Partial<JobOptions>): ReturnType<TestJob['step']>
  /** Publishes `source` in a later step. */
  publish(source: string, options?: Partial<JobOptions>): ReturnType<TestJob['step']>
}

async function keeping(
  registry: TestRegistry,
  instructions: Partial<Instructions> = {},
  options: Partial<JobOptions> = {}
): Promise<Keeping> {
  const docker = await makeFakeDocker(instructions)
  const variables = { ...docker.variables, ACTIONS_RUNTIME_TOKEN: token, ...options.variables }
  const job = await startJob(workspace, { ...options, variables })
  const tags = `${registry.host}/o/app:1`
  return {
    job,
    docker,
    keep: (id, own = {}) =>
      job.step(id, { ...own, inputs: { tags, push: 'false', 'keep-image': 'true', ...own.inputs } }),
    publish: (source, own = {}) => job.step('publish', { ...own, inputs: { tags, source, ...own.inputs } }),
    async [Symbol.asyncDispose]() {
      await job[Symbol.asyncDispose]()
      await docker[Symbol.asyncDispose]()
    },
  }
}

function complaints(log: string): readonly string[] {
  return [...log.matchAll(/^::error::(.*)$/gm)].map(([, text = '']) => text)
}

describe.each([
  ['pushes', {}],
  ['pushes like buildah', { manner: 'buildah' }],
  ['exports to files', { isolated: true }],
] as const)('with a builder that %s', (_, instructions) => {
  test.each([false, true])(
    'publishes what an earlier step has built, digest for digest (attested: %s)',
    async (attested) => {
      await using one = await startTestRegistry()
      await using two = await startTestRegistry()
      await using all = await keeping(one, { ...instructions, attested })
      const { job, docker } = all
      const tags = `${one.host}/o/app:1\n${two.host}/p/app:1`
      const built = await all.keep('build', { inputs: { tags } })
      expect(built.exitCode, built.log).toBe(0)
      expect(built.outputs).toMatchObject({ digest: expect.stringMatching(/^sha256:/), image: '', tags })
      expect(JSON.parse(built.outputs.metadata ?? '')['containerimage.digest']).toBe(built.outputs.digest)
      expect(built.log).toContain(
        "Kept until the end of the job: a later step publishes it with 'source: previous:build'."
      )
      expect(built.summary).toContain('source: previous:build')
      expect(built.summary).toMatch(/^\*\*Image\*\*\n\n<table>\n.*Platform.*Size.*Layers/m)
      expect([...one.entries, ...two.entries]).toEqual([])

      const published = await all.publish('previous', { inputs: { tags } })
      expect(published.exitCode, published.log).toBe(0)
      expect(published.outputs.digest).toBe(built.outputs.digest)
      expect([one.tags('o/app'), two.tags('p/app')]).toEqual([{ 1: built.outputs.digest }, { 1: built.outputs.digest }])
      const builds = (await docker.records()).map(({ end }) => end)
      expect(builds).toEqual('isolated' in instructions ? ['failed', 'done'] : ['done'])

      expect(await job.left()).toEqual([expect.stringMatching(/^manifold-\w+-image$/)])
      expect(await job.post()).toBe('')
      expect(await job.left()).toEqual([])
    }
  )
})

test('attests the kept image under the names that the first step gives it', async () => {
  await using registry = await startTestRegistry()
  await using all = await keeping(registry, { attested: true })
  await all.keep('build', { inputs: { tags: `${registry.host}/o/app:1\n${registry.host}/o/app:1.0` } })
  const published = await all.publish('previous:build', { inputs: { tags: `${registry.host}/o/app:2` } })
  expect(published.exitCode, published.log).toBe(0)
  const read = (digest = '') => JSON.parse(Buffer.from(registry.manifest('o/app', digest)?.bytes ?? []).toString())
  const attesting = read(read(published.outputs.digest).manifests[1].digest)
  const statement = registry.blob('o/app', attesting.layers[0].digest) ?? Buffer.of()
  const names = Buffer.from(statement)
    .toString()
    .match(/pkg:docker\/[^"?]*/g)
  expect(names).toEqual([`pkg:docker/${registry.host}/o/app@1`, `pkg:docker/${registry.host}/o/app@1.0`])
  expect(published.log).not.toContain('warning')
})

test('names the steps that kept an image if it is not clear which one is meant', async () => {
  await using registry = await startTestRegistry()
  await using all = await keeping(registry)
  const none = await all.publish('previous')
  expect(complaints(none.log)).toEqual([
    "Input 'source': no earlier step of this job has kept an image. Set 'push: false' and 'keep-image: true' in the step that builds the image",
  ])
  for (const id of ['app', '__acme_app']) expect((await all.keep(id)).exitCode).toBe(0)
  expect(complaints((await all.publish('previous')).log)).toEqual([
    "Input 'source': several steps have kept an image: write previous:app or previous:__acme_app",
  ])
  expect(complaints((await all.publish('previous:build')).log)).toEqual([
    "Input 'source': step 'build' has not kept an image: write previous:app or previous:__acme_app",
  ])
  expect((await all.publish('previous:app')).exitCode).toBe(0)
  expect(registry.entries.length).toBeGreaterThan(0)
})

test('takes the later of two images of steps with one ID, as of a composite action that is used twice', async () => {
  await using registry = await startTestRegistry()
  await using all = await keeping(registry)
  const steps = [await all.keep('build'), await all.keep('build', { inputs: { tags: 'other.test/o/app:1' } })]
  expect(steps.map(({ exitCode }) => exitCode)).toEqual([0, 0])
  expect(await all.job.left()).toHaveLength(2)
  expect((await all.publish('previous:build')).outputs.digest).toBe(steps[1]?.outputs.digest)
})

test('ignores what another job left behind on the same machine', async () => {
  await using registry = await startTestRegistry()
  await using all = await keeping(registry)
  await all.keep('build', { variables: { GITHUB_RUN_ID: '6' } })
  expect(complaints((await all.publish('previous')).log)[0]).toContain('no earlier step of this job has kept an image')
})

test('accepts only the digest that the workflow names', async () => {
  await using registry = await startTestRegistry()
  await using all = await keeping(registry)
  const { digest } = (await all.keep('build')).outputs
  const other = `sha256:${'0'.repeat(64)}`
  expect(complaints((await all.publish(`previous:build@${other}`)).log)).toEqual([
    `Step 'build' kept ${digest}, and not ${other}. Build the image again.`,
  ])
  expect((await all.publish(`previous:build@${digest}`)).outputs.digest).toBe(digest)
})

test('keeps the image from other users of the machine', async () => {
  await using registry = await startTestRegistry()
  await using all = await keeping(registry)
  await all.keep('build')
  const [folder = ''] = await all.job.left()
  expect((await stat(join(all.job.temp, folder))).mode & 0o077).toBe(0)
  expect(await readFile(join(all.job.temp, folder, 'record.json'), 'utf8')).not.toContain(token)
})

describe('notices if a step in between', () => {
  const other = image({ layers: [layer('malicious')] })
  const changes: readonly (readonly [string, (folder: string, digest: string) => Promise<unknown>, RegExp])[] = [
    [
      'replaces the image',
      async (folder) => {
        await rm(join(folder, 'layout'), { recursive: true })
        await writeLayout(join(folder, 'layout'), other)
      },
      /^The image that step 'build' kept was changed or removed since: previous:build contains no image named sha256:/,
    ],
    [
      'replaces the image by one that is named like its digest',
      async (folder, digest) => {
        await rm(join(folder, 'layout'), { recursive: true })
        await writeLayout(join(folder, 'layout'), other, { ref: digest })
      },
      /^The image that step 'build' kept was changed or removed since: previous:build contains no image named sha256:/,
    ],
    [
      'replaces the image and its record',
      async (folder, digest) => {
        await rm(join(folder, 'layout'), { recursive: true })
        await writeLayout(join(folder, 'layout'), other)
        const file = join(folder, 'record.json')
        const record = (await readFile(file, 'utf8')).replace(digest, other.root.digest)
        await rm(file)
        await writeFile(file, record)
      },
      /^The record of a kept image, manifold-\w+-image\/record\.json, was changed since it was written\. /,
    ],
    [
      'removes a layer',
      async (folder) => {
        const blobs = join(folder, 'layout/blobs/sha256')
        for (const name of await readdir(blobs)) {
          if (!(await readFile(join(blobs, name), 'latin1')).startsWith('{')) return await rm(join(blobs, name))
        }
      },
      /^The image that step 'build' kept was changed or removed since: previous:build is missing sha256:/,
    ],
    [
      'removes the layout',
      (folder) => rename(join(folder, 'layout'), join(folder, 'elsewhere')),
      /^The image that step 'build' kept was changed or removed since: previous:build is not an OCI image layout/,
    ],
    [
      'replaces a manifest',
      (folder, digest) => appendFile(join(folder, 'layout/blobs', digest.replace(':', '/')), ' '),
      /^The image that step 'build' kept was changed or removed since: previous:build: the content of sha256:\w+ does not match its digest/,
    ],
    [
      'changes a layer',
      async (folder) => {
        const blobs = join(folder, 'layout/blobs/sha256')
        for (const name of await readdir(blobs)) {
          const bytes = await readFile(join(blobs, name))
          bytes[20] = 1 ^ (bytes[20] ?? 0)
          if (!bytes.toString('latin1').startsWith('{')) await writeFile(join(blobs, name), bytes)
        }
      },
      /previous:build\/blobs\/sha256\/\w+ is corrupt: its content has the digest sha256:/,
    ],
  ]
  test.each(changes)('%s', async (_, change, problem) => {
    await using registry = await startTestRegistry()
    await using all = await keeping(registry)
    const { digest = '' } = (await all.keep('build')).outputs
    const [folder = ''] = await all.job.left()
    await change(join(all.job.temp, folder), digest)
    const published = await all.publish('previous')
    expect(published.exitCode, published.log).toBe(1)
    expect(complaints(published.log)[0]).toMatch(problem)
    expect(registry.tags('o/app')).toEqual({})
  })
})

describe('of untrusted work', () => {
  const pullRequest = (fork: string) => ({
    pull_request: { number: 7, head: { repo: { full_name: fork } }, base: { ref: 'main' } },
  })

  test.each(['pull_request', 'pull_request_target'])(
    'keeps an image on %s, but publishes it in no step',
    async (name) => {
      await using registry = await startTestRegistry()
      const event = pullRequest('someone/app')
      await using all = await keeping(registry, {}, { name, event, ref: 'refs/pull/7/merge' })
      const built = await all.keep('build')
      expect(built.exitCode, built.log).toBe(0)
      const published = await all.publish('previous', { inputs: { username: 'ann', password: 'secret' } })
      expect(published.exitCode, published.log).toBe(0)
      expect(published.log).toContain('Read, but not pushed: a pull request from a fork is not allowed to publish.')
      expect(published.outputs.digest).toBe(built.outputs.digest)
      expect(registry.entries).toEqual([])
    }
  )

  test.each([{}, { ACTIONS_RUNTIME_TOKEN: undefined }])(
    "does not publish Dependabot's image if only the later step trusts it",
    async (variables) => {
      await using registry = await startTestRegistry()
      const event = { ...pullRequest('acme/app'), sender: { login: 'dependabot[bot]' } }
      const shared = { name: 'pull_request', event, variables: { GITHUB_ACTOR: 'dependabot[bot]', ...variables } }
      await using all = await keeping(registry, {}, shared)
      expect((await all.keep('build')).exitCode).toBe(0)
      const published = await all.publish('previous', { inputs: { dependabot: 'publish' } })
      expect(complaints(published.log)).toEqual([
        "Step 'build' built its image from work that is not allowed to publish here, so this step does not publish it. If that is Dependabot's and you trust it, set 'dependabot: publish' in that step as well.",
      ])
      expect(registry.entries.filter(({ method }) => method !== 'GET')).toEqual([])
      const trusted = await all.keep('trusted', { inputs: { dependabot: 'publish' } })
      const again = await all.publish('previous:trusted', { inputs: { dependabot: 'publish' } })
      expect([trusted.exitCode, again.exitCode], again.log).toEqual([0, 0])
    }
  )
})

test('leaves nothing behind if the build fails', async () => {
  await using registry = await startTestRegistry()
  await using all = await keeping(registry, { failure: { stderr: 'ERROR: failed to solve: oh\n', exitCode: 1 } })
  expect((await all.keep('build')).exitCode).toBe(1)
  expect(await all.job.left()).toEqual([])
  expect(await all.job.post()).toBe('')
})

test('removes what a step leaves that is killed while it builds', async () => {
  await using registry = await startTestRegistry()
  await using all = await keeping(registry, { endless: true, prints: 'building' })
  const killed = new AbortController()
  const onLine = (line: string) => {
    if (line === 'building') killed.abort()
  }
  const result = await all.keep('build', { onLine, signal: killed.signal })
  expect(result.exitCode).toBeNull()
  expect(await all.job.left()).toEqual([expect.stringMatching(/^manifold-\w+$/)])
  expect(await all.job.post()).toBe('')
  expect(await all.job.left()).toEqual([])
  const [record] = await all.docker.records()
  expect(record).toBeUndefined()
})

test('names an image that is kept like one that is published, although it is loaded as well', async () => {
  await using registry = await startTestRegistry()
  await using all = await keeping(registry)
  const variables = { GITHUB_SERVER_URL: 'https://github.com' }
  const { outputs, log } = await all.keep('build', { inputs: { tags: '', load: 'true' }, variables })
  expect(outputs.tags, log).toBe('ghcr.io/acme/app:main')
  const [record] = await all.docker.records()
  expect(record?.args.filter((arg) => arg.startsWith('--output='))[0]).toContain('name=ghcr.io/acme/app:main')
})

test('makes the kept image as the output that describes the published one says', async () => {
  await using registry = await startTestRegistry()
  await using all = await keeping(registry)
  const { exitCode, log } = await all.keep('build', { inputs: { outputs: 'type=image,compression=zstd' } })
  expect(exitCode, log).toBe(0)
  const [record] = await all.docker.records()
  const outputs = record?.args.filter((arg) => arg.startsWith('--output='))
  expect(outputs?.at(-1)).toMatch(/push=true,store=false,.*compression=zstd$/)
})

test.each<[string, Readonly<Record<string, string>>]>([
  ["the image is kept for a later step to publish: set 'push: false' in this step", { push: 'auto' }],
  [
    "it keeps what is built, and 'source' exists already: name that source in the later step as well",
    { source: 'oci-layout:.' },
  ],
  ["'call' builds no image: remove one of the two", { call: 'check' }],
  [
    'the image is kept for a later step to publish: remove the output that pushes',
    { outputs: 'type=registry,name=other.test/o/app' },
  ],
])('reports that %s', async (problem, inputs) => {
  await using registry = await startTestRegistry()
  await using all = await keeping(registry)
  const { log, exitCode } = await all.keep('build', { inputs })
  expect([exitCode, complaints(log)]).toEqual([1, [`Input 'keep-image': ${problem}`]])
})
