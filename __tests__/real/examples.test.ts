import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { load } from 'js-yaml'
import { beforeAll, expect, inject, test } from 'vitest'
import { type RunningRegistry, startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import type { Variables } from '../../src/environment.ts'
import { inputs as mainInputs } from '../../src/github/inputs/inputs.ts'
import { inspectInputs } from '../../src/github/inputs/inspect-inputs.ts'
import { resultInputs } from '../../src/github/inputs/result-inputs.ts'
import { metadataInputs } from '../../src/github/inputs/tables/metadata-inputs.ts'
import { ArtifactService } from '../support/artifacts/service.ts'
import { archiveFiles, layerTar } from '../support/docker-archive.ts'
import { GitServer } from '../support/git-server.ts'
import { startInternet } from '../support/identity/internet.ts'
import { OidcService } from '../support/identity/oidc-service.ts'
import { image, index, layer, type TestImage } from '../support/images.ts'
import { runInspect } from '../support/inspect/run-inspect.ts'
import { startJob } from '../support/job.ts'
import { writeLayout } from '../support/registry/content/layout.ts'
import { tarOf } from '../support/registry/content/tar.ts'
import { runResult } from '../support/result/run-result.ts'
import { createSigningAuthority } from '../support/sign/chain.ts'
import { encryptForCosign, makeKey } from '../support/sign/keys.ts'
import { startSigstore } from '../support/sign/sigstore.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'
import { evaluate } from '../workflows/expression.ts'
import { expandTexts } from '../workflows/workflow.ts'

const engine = inject('engine')
const program = inject('registry')
const tools = inject('tools')
const folder = join(import.meta.dirname, '../../examples')
const scanners = join(import.meta.dirname, '../support/fake-scanner/bin')

/** The keys of the examples that sign. */
const signing: Record<string, string> = {}

beforeAll(async () => {
  await using directory = await mkdtempDisposable(join(tmpdir(), 'manifold-examples-'))
  const authority = await createSigningAuthority(directory.path)
  const key = makeKey()
  const cosign = { cosign: needTool(tools, 'cosign'), folder: directory.path }
  signing.COSIGN_PRIVATE_KEY = (await encryptForCosign(key, 'known', cosign)).privateKey
  signing.COSIGN_PUBLIC_KEY = key.publicKey
  signing.NOTATION_KEY = key.privateKey
  signing.NOTATION_CERTIFICATES = `${await authority.issue(key)}${authority.root}`
})

/** What the examples for bake build. */
const bakeFile = `
variable "REGISTRIES" { default = "" }
variable "VERSION" { default = "dev" }
target "docker-metadata-action" {}
target "app" {
  inherits = ["docker-metadata-action"]
}
group "multi" { targets = ["shop", "api"] }
target "shop" {
  platforms = ["linux/amd64", "linux/arm64"]
  tags = [for registry in split(",", REGISTRIES) : "\${registry}/shop:\${VERSION}"]
}
target "api" {
  context = "api"
  platforms = ["linux/amd64", "linux/arm64"]
  tags = [for registry in split(",", REGISTRIES) : "\${registry}/shop-api:\${VERSION}"]
}
`
const composeFile = `
services:
  shop: { build: ., image: "\${REGISTRY}/acme/shop:\${VERSION}" }
  api: { build: ./api, image: "\${REGISTRY}/acme/shop-api:\${VERSION}" }
  database: { image: postgres }
`

interface Workflow {
  readonly on: {
    readonly push?: { readonly tags?: readonly string[] }
    readonly workflow_dispatch?: { readonly inputs?: Readonly<Record<string, { readonly default?: unknown } | null>> }
  }
  readonly jobs: { readonly image: Job; readonly deploy?: Job }
}

interface Job {
  readonly strategy?: { readonly matrix?: Readonly<Record<string, readonly unknown[]>> }
  readonly steps: readonly Step[]
}

interface Step {
  readonly id?: string
  readonly if?: string
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly run?: string
  readonly env?: Readonly<Record<string, unknown>>
}

// __tests__/clean-up/policies.test.ts runs the one that publishes nothing.
const examples = readdirSync(folder)
  .filter((name) => name.endsWith('.yml') && name !== 'clean-up.yml')
  .map((name) => {
    const workflow = load(readFileSync(join(folder, name), 'utf8')) as Workflow
    const { image: first, deploy } = workflow.jobs
    return { name, workflow, ours: first.steps.filter(isOurs), later: (deploy?.steps ?? []).filter(isOurs) }
  })

function isOurs({ uses }: Step): boolean {
  return uses?.startsWith('OWNER/manifold') ?? false
}

/** Whether the builder fetches what a job builds, since nothing is checked out. */
function isFetched({ steps }: Job): boolean {
  return (
    steps.filter(isOurs).every((step) => !step.with?.source && !step.with?.run) &&
    !steps.some(({ uses }) => uses?.startsWith('actions/checkout'))
  )
}

function isMetadata({ uses }: Step): boolean {
  return uses?.includes('/metadata@') ?? false
}

function isInspect({ uses }: Step): boolean {
  return uses?.includes('/inspect@') ?? false
}

/** The hosts of an example on this machine, and what is not available here. */
function localize(text: string, [first, second, third]: readonly RunningRegistry[]): string {
  return text
    .replaceAll('ghcr.io', first?.host ?? '')
    .replaceAll('docker.io', second?.host ?? '')
    .replaceAll('registry.acme.example:5000', third?.host ?? '')
    .replaceAll(/type=gha[^\n]*/g, 'type=inline')
}

/** The jobs of a matrix that lists them; otherwise the first. */
function jobsOf({ jobs }: Workflow): readonly Readonly<Record<string, unknown>>[] {
  const { include, ...axes } = jobs.image.strategy?.matrix ?? {}
  const first = Object.fromEntries(Object.entries(axes).map(([axis, values]) => [axis, values[0]]))
  return include ? (include as readonly Readonly<Record<string, unknown>>[]) : [first]
}

/** The contexts of GitHub's expressions: a job of a matrix, in a run that was started with these inputs. */
function contextsOf({ on }: Workflow, sha: string, matrix: Readonly<Record<string, unknown>>) {
  const given = Object.entries(on.workflow_dispatch?.inputs ?? {})
  const known = new Proxy(signing, { get: (keys, name: string) => keys[name] ?? 'known' })
  return {
    github: { ref_name: 'main', sha, actor: 'ann', repository: 'acme/app', repository_owner: 'acme', token: 'known' },
    inputs: Object.fromEntries(given.map(([name, input]) => [name, input?.default ?? '1.2.3'])),
    matrix,
    secrets: known,
    vars: known,
  }
}

/** Publishes an image for two platforms, or for the one that the name ends in, wherever a source says that there is one. */
async function seed(sources: readonly string[], workspace: Workspace, isSigned: boolean): Promise<void> {
  const images = ['amd64', 'arm64'].map((architecture) => ({
    architecture,
    of: image({ layers: [layer('hello')], platform: { os: 'linux', architecture } }),
  }))
  const references = new Set(
    sources.flatMap((source) => [...source.matchAll(/^docker:\/\/(\S+)/gm)]).map(([, to = '']) => to)
  )
  for (const [count, reference] of [...references].entries()) {
    const single = images.find(({ architecture }) => reference.endsWith(`-${architecture}`))
    const directory = join(workspace.path, '.git', `seed-${count}`)
    await writeLayout(directory, single?.of ?? index(images.map(({ of }) => of)))
    // The whole repository is the source of one without a tag.
    const tags = /[:@][^/]+$/.test(reference) ? reference : `${reference}:1.4.2`
    const { COSIGN_PRIVATE_KEY: key = '' } = signing
    const sign = isSigned ? { sign: 'cosign', 'sign-key': key, 'sign-password': 'known' } : {}
    const inputs = { source: `oci-layout:${directory}`, tags, ...sign }
    const { exitCode, log } = await runAction(workspace, { inputs, variables: engine.variables })
    expect(exitCode, log).toBe(0)
  }
}

test.each(examples)('$name uses only inputs that exist', ({ ours, later }) => {
  for (const { uses, with: given = {} } of later) {
    expect(uses).toBe('OWNER/manifold/result@v1')
    expect(Object.keys(resultInputs)).toEqual(expect.arrayContaining(Object.keys(given)))
  }
  for (const step of ours) {
    const table = isMetadata(step) ? metadataInputs : isInspect(step) ? inspectInputs : mainInputs
    expect(Object.keys(table)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})))
  }
})

test.each(examples.filter(({ ours }) => !ours.some(isMetadata)))('$name publishes', async ({ name, workflow }) => {
  await using registries = new AsyncDisposableStack()
  const running = await Promise.all([1, 2, 3].map(() => startRegistry({ program })))
  for (const registry of running) registries.use(registry)
  const api = 'FROM scratch\nARG TARGETARCH\nCOPY greeting /greeting-$TARGETARCH\n'
  const Dockerfile = `${api}COPY busybox /\nCMD ["/busybox", "true"]\n`
  const files = {
    ...{ Dockerfile, greeting: 'hello', 'api/Dockerfile': api, 'api/greeting': 'hello' },
    ...{ 'docker-bake.hcl': bakeFile, 'compose.yaml': composeFile },
  }
  await using workspace = await makeWorkspace(files, [needTool(tools, 'busybox')])
  const bin = await writePrograms(workspace.path)
  await using service = await ArtifactService.start()
  await using workload = name === 'sign-keyless.yml' ? await startWorkload() : undefined
  const matrix = jobsOf(workflow)
  for (const [place, values] of matrix.entries()) {
    const given = { ...defaults(name, running), ...workload?.inputs }
    const statuses = await runJob(workflow, {
      workspace,
      running,
      given,
      matrix: values,
      run: { ...service.job(), ...workload?.variables },
      bin,
    })
    const isLast = place === matrix.length - 1
    expect(new Set(statuses)).toEqual(new Set([isLast ? 'published' : 'part']))
  }
  if (workflow.jobs.deploy) {
    const digest = await digestAt(running[0], 'acme/shop')
    const inputs = Object.fromEntries(
      Object.entries(workflow.jobs.deploy.steps[0]?.with ?? {}).map(([key, text]) => [
        key,
        localize(`${text}`, running),
      ])
    )
    expect(await runLater(workflow.jobs.deploy, { workflow, inputs, variables: service.job() })).toContain(
      `kubectl set image deployment/shop shop=${running[0]?.host}/acme/shop@${digest}`
    )
  }
})

/** Whom a job asks that signs without a key. */
async function startWorkload() {
  const stack = new AsyncDisposableStack()
  const [internet, sigstore] = [stack.use(await startInternet()), stack.use(await startSigstore())]
  return {
    inputs: { 'fulcio-url': sigstore.fulcio, 'rekor-url': sigstore.rekor },
    variables: { ...internet.variables, NO_PROXY: '127.0.0.1', ...new OidcService(internet).variables },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

/** The digest of the only image in a repository that has tags. */
async function digestAt(registry: RunningRegistry | undefined, name: string): Promise<string> {
  const crane = needTool(tools, 'crane')
  const all = (await run(crane, ['ls', `${registry?.host}/${name}`])).trim().split('\n')
  const digests = await Promise.all(all.map((tag) => run(crane, ['digest', `${registry?.host}/${name}:${tag}`])))
  expect(new Set(digests).size).toBe(1)
  return digests[0]?.trim() ?? ''
}

/** Runs a job that needs the others: its first step gives the outputs, its last one uses them. Returns what that prints. */
async function runLater(
  { steps: [first, last] }: Job,
  { workflow, inputs, variables }: { workflow: Workflow; inputs: Record<string, string>; variables: Variables }
): Promise<string> {
  const { exitCode, log, outputs } = await runResult(variables, inputs, 'bundle')
  expect(exitCode, log).toBe(0)
  const steps = { [first?.id ?? '']: { outputs } }
  const env = expandTexts(last?.env ?? {}, { ...contextsOf(workflow, '', {}), steps })
  return await run('sh', ['-e', '-c', last?.run ?? ''], { directory: folder, variables: { ...process.env, ...env } })
}

/** Programs that are not available here: each does with registries and the Docker engine what the real one does. */
const standIns: Readonly<Record<string, string>> = {
  ko: `for each in "$@"; do case $each in
  ./*) crane push .git/both "$KO_DOCKER_REPO/\${each##*/}" ;;
esac; done`,
  goreleaser: `[ -n "$GITHUB_TOKEN" ]
crane push .git/amd64 "$MANIFOLD_REPOSITORY:1.2.3-amd64"
crane push .git/both "$MANIFOLD_REPOSITORY:1.2.3"
crane push .git/both "$MANIFOLD_REPOSITORY:latest"`,
  syft: `[ "$1 $2 $3" = "scan dir:. --output" ] && echo '{"spdxVersion":"SPDX-2.3"}' > "\${4#spdx-json=}"`,
  pack: '[ "$1 $3 $4 $5" = "build --publish --network host" ] && crane push .git/amd64 "$2"',
  depot: '[ "$1 $2 $3" = "build --load --tag" ] && docker build --quiet --provenance=false --tag "$4" "$5"',
  make: `IMAGE=\${2#IMAGE=}
case $1 in
  push) docker buildx build --push --tag "$IMAGE" . ;;
  smoke-test) docker run --rm "$IMAGE" ;;
esac`,
}

/** A Maven with Jib: it writes a Docker archive with compressed layers, or pushes. */
const maven = `for each in "$@"; do case $each in
  jib:buildTar) mkdir -p target && cp .git/jib-image.tar target/ ;;
  -Djib.to.image=*) crane push .git/amd64 "\${each#*=}" ;;
esac; done`

/** Writes these programs, and what they make. Returns the folder of those that are found on PATH. */
async function writePrograms(directory: string): Promise<string> {
  const tar = layerTar('classes')
  const files = archiveFiles([{ layers: [{ tar, file: gzipSync(tar), path: 'classes.tar.gz' }] }])
  await writeFile(join(directory, '.git', 'jib-image.tar'), tarOf(files))
  const [amd64, arm64] = ['amd64', 'arm64'].map((architecture) =>
    image({ layers: [layer(architecture)], platform: { os: 'linux', architecture } })
  ) as [TestImage, TestImage]
  await writeLayout(join(directory, '.git', 'amd64'), amd64)
  await writeLayout(join(directory, '.git', 'both'), index([amd64, arm64]))
  const bin = join(directory, '.git', 'bin')
  await mkdir(bin)
  const all = [
    ...Object.entries(standIns).map(([name, text]) => [join(bin, name), text] as const),
    [join(directory, 'mvnw'), maven] as const,
  ]
  for (const [path, text] of all) await writeFile(path, `#!/bin/sh -e\n${text}\n`, { mode: 0o755 })
  return bin
}

interface Place {
  readonly workspace: Workspace
  readonly running: readonly RunningRegistry[]
  /** Inputs beside those of the example. */
  readonly given: Readonly<Record<string, string>>
  /** The values of the matrix for this job. */
  readonly matrix: Readonly<Record<string, unknown>>
  /** What the runner sets so that jobs of one run find each other's artifacts. */
  readonly run: Variables
  /** Programs that are not available here. */
  readonly bin: string
}

/** Runs the scripts of a job, and the steps that are ours; returns the status of each target. */
async function runJob(workflow: Workflow, place: Place): Promise<readonly string[]> {
  const { workspace, running, given, matrix } = place
  const { on, jobs } = workflow
  const steps: Record<string, { readonly outputs: Readonly<Record<string, string>> }> = {}
  const contexts = { ...contextsOf(workflow, workspace.sha, matrix), env: {}, steps }
  const expand = (texts: Readonly<Record<string, unknown>> = {}) =>
    Object.fromEntries(
      Object.entries(expandTexts(texts, contexts)).map(([key, text]) => [key, localize(text, running)])
    )
  const tag = on.push?.tags?.[0]?.replace('*', '1.2.3')
  const programs = Object.values(tools).map((path) => dirname(path))
  const variables = {
    ...engine.variables,
    ...place.run,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_WORKFLOW_REF: 'acme/app/.github/workflows/image.yml@refs/heads/main',
    // A stand-in for the scanner that a step of the example installs.
    ...{ TRIVY_MOOD: 'clean', TRIVY_STAND_IN: workspace.path },
    PATH: [place.bin, scanners, ...programs, engine.variables.PATH].join(delimiter),
  }

  const all = jobs.image.steps
  await seed(
    all.filter(isOurs).map((step) => expand(step.with).source ?? versionsIn(step, expand)),
    workspace,
    all.some((step) => step.with?.['verify-source'])
  )
  await using checkout = await checkoutFor(jobs.image, workspace)
  await using job = await startJob(checkout.workspace, {
    variables: { ...variables, ...checkout.variables },
    ref: tag ? `refs/tags/${tag}` : 'refs/heads/main',
  })
  const statuses: string[] = []
  const isWanted = ({ if: condition }: Step) => condition === undefined || evaluate(condition, contexts) === 'true'
  const runOurs = async (step: Step) => {
    const inputs = { ...given, ...expand(step.with) }
    if (isInspect(step)) return await runInspect(inputs, variables)
    const own = { ...variables, ...checkout.variables, ...expand(step.env) }
    return await job.step(step.id ?? `__step_${statuses.length}`, { inputs, variables: own })
  }
  // A condition may ask for the outputs of an earlier step.
  for (const step of all) {
    if (!isWanted(step)) continue
    await runScript(expand({ script: step.run ?? '' }).script, workspace, variables)
    if (!isOurs(step)) continue
    const { exitCode, log, outputs } = await runOurs(step)
    expect(exitCode, log).toBe(0)
    if (step.id) steps[step.id] = { outputs }
    statuses.push(...statusesIn(outputs))
  }
  return statuses
}

async function runScript(script: string | undefined, { path: directory }: Workspace, variables: Variables) {
  if (script) await run('sh', ['-e', '-c', script], { directory, variables })
}

/** A repository whose newest version is wanted, as a source. */
function versionsIn(
  step: Step,
  expand: (texts?: Readonly<Record<string, unknown>>) => Readonly<Record<string, string>>
): string {
  const { images = '', tags = '' } = expand(step.with)
  return isInspect(step) && tags.startsWith('newest=') ? `docker://${images}` : ''
}

/** Where a job runs: in the checkout, or in an empty folder if the builder fetches the commit from a server. */
async function checkoutFor(job: Job, workspace: Workspace) {
  if (!isFetched(job)) return { workspace, variables: {}, [Symbol.asyncDispose]: async () => undefined }
  await using opened = new AsyncDisposableStack()
  const server = opened.use(await GitServer.start(workspace.path))
  const { path } = opened.use(await mkdtempDisposable(join(tmpdir(), 'manifold-empty-')))
  const moved = opened.move()
  return {
    workspace: { ...workspace, path },
    variables: { GITHUB_SERVER_URL: server.origin },
    [Symbol.asyncDispose]: () => moved.disposeAsync(),
  }
}

/** The status of each target. Only a part that waits for others, and several images, have no digest. */
function statusesIn({ result, digest }: Readonly<Record<string, string>>): readonly string[] {
  // Only what publishes has targets.
  if (result === undefined) return []
  const outcomes = JSON.parse(result || '[]') as readonly { readonly status: string; readonly bakeTarget?: string }[]
  const statuses = outcomes.map(({ status }) => status)
  const isOne = new Set(outcomes.map(({ bakeTarget }) => bakeTarget)).size < 2
  if (!statuses.includes('part') && isOne) expect(digest).toMatch(/^sha256:/)
  return statuses
}

/** Without inputs, an image goes to ghcr.io, which is not available here: its name is set instead. */
function defaults(name: string, [first]: readonly RunningRegistry[]): Record<string, string> {
  return name === 'zero-configuration.yml' ? { images: `${first?.host}/acme/app` } : {}
}
