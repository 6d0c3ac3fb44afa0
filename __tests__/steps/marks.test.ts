import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFakeDocker } from '../support/fake-docker/fake-docker.ts'
import { image, layer } from '../support/images.ts'
import { writeLayout } from '../support/registry/content/layout.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

// The labels and annotations that the builder gets, and what is reported about them.

interface Job {
  readonly inputs: Readonly<Record<string, string>>
  readonly dockerfile?: string
  readonly event?: object
  readonly variables?: Readonly<Record<string, string>>
}

async function build({ inputs, dockerfile = 'FROM scratch\n', event, variables }: Job) {
  await using docker = await makeFakeDocker()
  await using workspace = await makeWorkspace({ Dockerfile: dockerfile })
  const result = await runAction(workspace, {
    inputs: { images: 'registry.example/acme/app', push: 'false', ...inputs },
    variables: { ...docker.variables, ...variables },
    ...(event && { event }),
  })
  const [record] = await docker.records()
  const valuesOf = (flag: string) =>
    record?.args.filter((arg) => arg.startsWith(`--${flag}=`)).map((arg) => arg.slice(flag.length + 3))
  const said = [...result.log.matchAll(/^::(?:error|warning|notice)[^:]*::(.*)$/gm)].map(([, text = '']) => text)
  return { ...result, labels: valuesOf('label'), annotations: valuesOf('annotation'), said }
}

const prefix = 'org.opencontainers.image.'
const keysOf = (labels: readonly string[] = []) => labels.map((label) => label.replace(prefix, '').replace(/=.*/s, ''))
const all = ['created', 'description', 'licenses', 'revision', 'source', 'title', 'url', 'version']

test('leaves labels to the Dockerfile that it sets, unless the workflow sets them', async () => {
  const dockerfile = `FROM scratch\nLABEL ${prefix}title=mine ${prefix}licenses=GPL-3.0-only\n`
  const filled = await build({ dockerfile, inputs: {} })
  expect(keysOf(filled.labels)).toEqual(all.filter((key) => key !== 'title' && key !== 'licenses'))
  expect(filled.outputs.labels?.split('\n')).toEqual(filled.labels)
  const named = await build({ dockerfile, inputs: { labels: `${prefix}title=` } })
  expect(named.labels).toContain(`${prefix}title=`)
  const overwritten = await build({ dockerfile, inputs: { 'default-labels': 'overwrite' } })
  expect(keysOf(overwritten.labels)).toEqual(all)
  const bare = await build({ dockerfile, inputs: { 'default-labels': 'none', labels: 'a=b' } })
  expect(bare.labels).toEqual(['a=b'])
  expect([filled, named, overwritten, bare].flatMap(({ said }) => said)).toEqual([])
})

test('reads the Dockerfile that is built, and the target stage', async () => {
  const dockerfile = `FROM scratch AS web\nLABEL ${prefix}title=web\nFROM scratch\nLABEL ${prefix}version=1\n`
  const web = await build({ dockerfile, inputs: { target: 'web' } })
  expect(keysOf(web.labels)).toEqual(all.filter((key) => key !== 'title'))
})

test('writes no empty label for what GitHub does not know about the repository', async () => {
  const repository = { name: 'app', full_name: 'acme/app', html_url: 'https://github.com/acme/app' }
  const event = { repository: { ...repository, default_branch: 'main', description: null, license: null } }
  const { labels, outputs } = await build({ event, inputs: { annotations: 'a=b' } })
  expect(keysOf(labels)).toEqual(['created', 'revision', 'source', 'title', 'url', 'version'])
  expect(JSON.stringify(outputs)).not.toMatch(/licenses|description/)
})

test('warns that labels are unknown if only the builder can read the Dockerfile', async () => {
  const { labels, said } = await build({ inputs: { context: 'https://example.com/app.git', labels: 'a=b' } })
  expect(labels).toEqual(['a=b'])
  expect(said).toEqual([
    "No repository labels are added to the image, because the labels set by its Dockerfile are not known. Add them with 'labels', or set 'default-labels' to 'overwrite'.",
  ])
})

test('writes annotations at their own level, or else at that of the variable', async () => {
  const { annotations } = await build({
    inputs: { platforms: 'linux/amd64,linux/arm64', annotations: 'a=1\nindex:b=2\nmanifest[linux/arm64]:c=3' },
    variables: { DOCKER_METADATA_ANNOTATIONS_LEVELS: 'manifest, index-descriptor' },
  })
  const lines = annotations?.filter((line) => !line.includes(prefix))
  expect(lines).toEqual(['manifest:a=1', 'index-descriptor:a=1', 'index:b=2', 'manifest[linux/arm64]:c=3'])
})

test('leaves out annotations of an index that will not exist, with a warning', async () => {
  const inputs = { annotations: 'index:b=2\nindex-descriptor:c=3\na=1' }
  const { annotations, said } = await build({ inputs })
  expect(annotations?.filter((line) => !line.includes(prefix))).toEqual(['manifest:a=1'])
  expect(said).toEqual(['Index annotations are ignored: an image for one platform without attestations has no index'])
  const attested = await build({ inputs: { ...inputs, provenance: 'mode=max' } })
  expect(attested.annotations).toContain('index:b=2')
  expect(attested.said).toEqual([])
})

test('refuses a build argument without a value for which there is no variable', async () => {
  const bare = await build({ inputs: { 'build-args': 'KEY=first\nhunter2' } })
  expect(bare.exitCode).toBe(1)
  expect(bare.said).toEqual([
    `Input 'build-args': write entry 2 as NAME=value, or set an environment variable of that name for the step. If it continues entry 1, write that entry as "NAME=first line⏎last line" (quote the whole entry, and double any quotes inside it)`,
  ])
  const set = await build({
    inputs: { 'build-args': 'KEY=first\nVERSION\nEMPTY' },
    variables: { VERSION: '1', EMPTY: '' },
  })
  expect(set.exitCode, set.log).toBe(0)
})

test('warns about a secret that the Dockerfile does not use, which may be the second line of another, without showing it', async () => {
  const dockerfile = 'FROM scratch\nRUN --mount=type=secret,id=NPMRC --mount=type=secret,id=TOKEN true\n'
  const cut = await build({
    dockerfile,
    inputs: { secrets: 'NPMRC=//npm.example/:_auth=abcdef\nhunter2=true\nTOKEN=x' },
  })
  expect(cut.exitCode, cut.log).toBe(0)
  expect(cut.said).toEqual([
    `The Dockerfile does not use entry 2 of the input 'secrets'. If it is a continuation of entry 1, quote that entry as a whole: "NAME=first line⏎last line"`,
  ])
  const whole = await build({
    dockerfile,
    inputs: { secrets: '"NPMRC=//npm.example/:_auth=abcdef\nhunter2=true"\nTOKEN=x\nGIT_AUTH_TOKEN.example.com=y' },
  })
  expect(whole.said).toEqual([])
})

test('warns about a build argument that the Dockerfile does not use, which may be the second line of another', async () => {
  const dockerfile = 'FROM scratch\nARG SETTINGS\n'
  const cut = await build({ dockerfile, inputs: { 'build-args': 'SETTINGS=A=1\nhunter2=2\nhunter3=3' } })
  expect(cut.said).toEqual([
    `The Dockerfile does not use entry 2 of the input 'build-args'. If it is a continuation of entry 1, quote that entry as a whole: "NAME=first line⏎last line"`,
  ])
  const whole = await build({
    dockerfile,
    inputs: {
      'build-args': '"SETTINGS=A=1\nhunter2=2"\nHTTPS_PROXY=http://proxy.example\nBUILDKIT_SYNTAX=docker/dockerfile:1',
    },
  })
  expect(whole.said).toEqual([])
})

test('warns that labels and annotations are not added to an existing image', async () => {
  await using workspace = await makeWorkspace({ app: 'app' })
  await writeLayout(join(workspace.path, 'image'), image({ layers: [layer('app')] }))
  const inputs = { images: 'registry.example/acme/app', push: 'false', source: 'oci-layout:image' }
  const said = async (more: Readonly<Record<string, string>>) =>
    (await runAction(workspace, { inputs: { ...inputs, ...more }, variables: { PATH: process.env.PATH } })).log
  const warning =
    "::warning::Labels and annotations are only set as outputs, because 'source' is published unchanged. Add them where the image is built"
  expect(await said({ labels: 'a=b' })).toContain(warning)
  expect(await said({ annotations: 'index:a=b' })).toContain(warning)
  expect(await said({})).not.toContain('::warning::')
})

test('warns if the builder stores no annotations', async () => {
  await using docker = await makeFakeDocker()
  await using registry = await startTestRegistry()
  await using workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\n' })
  const inputs = { images: `${registry.host}/acme/app`, annotations: 'a=1' }
  const { exitCode, log } = await runAction(workspace, { inputs, variables: docker.variables })
  expect(exitCode, log).toBe(0)
  expect(log).toContain(
    "::warning::Annotation manifest:a and 8 more are missing from the image (not stored by the builder): set the input 'builder-options', and not 'builder', so that a builder is created, or enable Docker's containerd image store"
  )
})

test('does not mention arguments that are only unused, as when several Dockerfiles get the same ones', async () => {
  const shared = 'VERSION=1.2\nQPDF_VERSION=10.6.3\nRPM_PLATFORM='
  const { said } = await build({ dockerfile: 'FROM scratch\nARG VERSION\n', inputs: { 'build-args': shared } })
  expect(said).toEqual([])
})
