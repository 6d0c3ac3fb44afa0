import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempDisposable, readFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { startBackground } from '../../scripts/machine/background.ts'
import { canStartOwn, startEngine } from '../../scripts/machine/engine.ts'
import { type RunningRegistry, startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { makeFakeScanners } from '../support/fake-scanner/fake-scanner.ts'
import { farAway } from '../support/far-away.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

const engine = inject('engine')
const program = inject('registry')
const tools = inject('tools')
const crane = needTool(tools, 'crane')
const { variables } = engine

/** Three images on one base layer, in two registries. */
const shop = `
variable "REGISTRIES" { default = "" }
function "names" {
  params = [image, tag]
  result = [for host in split(",", REGISTRIES) : "\${host}/acme/\${image}:\${tag}"]
}
group "default" { targets = ["api", "web", "worker"] }
target "base" {
  dockerfile = "base.Dockerfile"
}
target "service" {
  name = service
  matrix = { service = ["api", "web", "worker"] }
  contexts = { base = "target:base" }
  args = { SERVICE = service, LITERAL = "a$\${b}" }
  tags = names(service, "1")
}
`

async function shopWorkspace(files: Readonly<Record<string, string>> = {}): Promise<Workspace> {
  return await makeWorkspace({
    'docker-bake.hcl': shop,
    'base.Dockerfile': 'FROM scratch\nCOPY library /library\n',
    Dockerfile: 'FROM base\nARG SERVICE\nARG LITERAL\nLABEL literal=$LITERAL\nCOPY $SERVICE /service\n',
    library: randomBytes(200_000).toString('base64'),
    ...{ api: 'an api', web: 'a web site', worker: 'a worker' },
    ...files,
  })
}

async function registries(count: 1 | 2): Promise<AsyncDisposable & { readonly all: readonly RunningRegistry[] }> {
  const stack = new AsyncDisposableStack()
  const all = await Promise.all(Array.from({ length: count }, () => startRegistry({ program })))
  for (const each of all) stack.use(each)
  return { all, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

function hostsOf(all: readonly RunningRegistry[]): string {
  return all.map(({ host }) => host).join(',')
}

async function json(...args: string[]) {
  return JSON.parse(await run(crane, args))
}

const isPut = (pattern: RegExp) => (request: { readonly method: string; readonly path: string }) =>
  request.method === 'PUT' && pattern.test(request.path)
const tagPut = /\/manifests\/(?!sha256:)/

test('bakes three images for two registries: shared layers are sent once, and all tags move after all content', async () => {
  await using workspace = await shopWorkspace()
  await using two = await registries(2)
  const inputs = { 'bake-files': 'docker-bake.hcl', vars: `REGISTRIES=${hostsOf(two.all)}` }
  const { exitCode, log, outputs, summary } = await runAction(workspace, { from: 'bundle', variables, inputs })
  expect(exitCode, log).toBe(0)
  const ends: number[] = []
  for (const registry of two.all) {
    const [library] = (await json('manifest', `${registry.host}/acme/api:1`)).layers as { digest: string }[]
    const requests = await registry.requests()
    const sent = requests.filter(isPut(new RegExp(`digest=${library?.digest.replace(':', '(?::|%3A)')}`)))
    expect(sent.length).toBe(1)
    const tags = requests.filter(isPut(tagPut))
    expect(tags.map(({ path }) => path).toSorted()).toEqual(
      ['api', 'web', 'worker'].map((name) => `/v2/acme/${name}/manifests/1`)
    )
    const last = requests.findLastIndex((request) => isPut(/\/blobs\/uploads\/|\/manifests\/sha256:/)(request))
    expect(requests.findIndex(isPut(tagPut))).toBeGreaterThan(last)
    ends.push(last)
    for (const name of ['api', 'web', 'worker']) {
      await run(crane, ['validate', '--remote', `${registry.host}/acme/${name}:1`])
    }
  }
  const result = JSON.parse(outputs.result ?? '') as { bakeTarget: string; target: string; digest: string }[]
  expect(result.map(({ bakeTarget, target }) => [bakeTarget, target]).toSorted()).toEqual(
    ['api', 'web', 'worker'].flatMap((name) => two.all.map(({ host }) => [name, `${host}/acme/${name}`])).toSorted()
  )
  const metadata = JSON.parse(outputs.metadata ?? '')
  expect(Object.keys(metadata).toSorted()).toEqual(['api', 'web', 'worker'])
  const [first, second] = two.all
  expect(metadata.web['image.name']).toBe(`${first?.host}/acme/web:1,${second?.host}/acme/web:1`)
  expect((await run(crane, ['digest', `${second?.host}/acme/web:1`])).trim()).toBe(
    metadata.web['containerimage.digest']
  )
  expect([outputs.digest, outputs.image]).toEqual(['', ''])
  expect(outputs.images?.split('\n').length).toBe(6)
  expect(summary).toContain('worker')
  expect(log).toContain(`${first?.host}/acme/api (api): `)
  const { config } = await json('config', `${first?.host}/acme/api:1`)
  expect(config.Labels.literal).toBe(['a$', '{b}'].join(''))
})

test('moves no tag anywhere if one of three images cannot be built', async () => {
  await using workspace = await shopWorkspace({
    Dockerfile: 'FROM base\nARG SERVICE\nCOPY $SERVICE.txt /service\n',
    'api.txt': '',
    'web.txt': '',
  })
  await using two = await registries(2)
  const inputs = { 'bake-files': 'docker-bake.hcl', vars: `REGISTRIES=${hostsOf(two.all)}` }
  const { exitCode, log, outputs } = await runAction(workspace, { from: 'bundle', variables, inputs })
  expect(exitCode).toBe(1)
  expect(log).toMatch(/::error.*The build of target 'worker' failed at Dockerfile:3: .*"\/worker\.txt": not found/)
  for (const registry of two.all) expect((await registry.requests()).filter(isPut(/\/manifests\//))).toEqual([])
  expect(outputs.images).toBe('')
})

test("gives targets that inherit 'docker-metadata-action' the names and labels of the step", async () => {
  const definition = {
    group: { default: { targets: ['app', 'own', 'check'] } },
    target: {
      'docker-metadata-action': {},
      app: { inherits: ['docker-metadata-action'], args: { VERSION: 'x' } },
      own: {
        tags: ['REGISTRY/acme/own:2'],
        'dockerfile-inline': 'FROM scratch\nLABEL org.opencontainers.image.title=mine\nCOPY api /\n',
      },
      check: { output: ['type=cacheonly'] },
    },
  }
  await using one = await registries(1)
  const host = one.all[0]?.host ?? ''
  await using workspace = await makeWorkspace({
    'ci/bake.json': JSON.stringify(definition).replaceAll('REGISTRY', host),
    Dockerfile: 'FROM scratch\nCOPY api /\n',
    api: 'an api',
  })
  const { exitCode, log, outputs } = await runAction(workspace, {
    variables,
    ref: 'refs/tags/v1.4.2',
    inputs: {
      'bake-files': 'ci/bake.json',
      images: `${host}/acme/app`,
      tags: 'type=semver,pattern={{version}}',
      labels: 'com.example.team=a',
      provenance: 'mode=min',
    },
  })
  expect(exitCode, log).toBe(0)
  const labelsOf = async (image: string) => (await json('config', `${host}/acme/${image}`)).config.Labels
  const app = await labelsOf('app:1.4.2')
  expect(app).toMatchObject({ 'com.example.team': 'a', 'org.opencontainers.image.version': '1.4.2' })
  const own = await labelsOf('own:2')
  expect(own['org.opencontainers.image.title']).toBe('mine')
  expect(own['org.opencontainers.image.source']).toBe('https://github.com/acme/app')
  expect(own['org.opencontainers.image.version']).toBeUndefined()
  expect(outputs.tags).toBe(`${host}/acme/app:1.4.2\n${host}/acme/app:latest\n${host}/acme/own:2`)
  expect(log).toContain('Target check: not published')
  const index = await json('manifest', `${host}/acme/own:2`)
  const attestation = await json('manifest', `${host}/acme/own@${index.manifests[1].digest}`)
  const statement = await json('blob', `${host}/acme/own@${attestation.layers[0].digest}`)
  expect(statement.subject[0].name).toBe(`pkg:docker/${host}/acme/own@2?platform=linux%2Famd64`)
})

const compose = `
services:
  web:
    build: { context: ., target: web }
    image: \${HOST}/acme/web:2
  job:
    build: { context: . }
    image: \${HOST}/acme/job:2
  database:
    image: postgres
`

test('publishes the images of a compose file, also from a builder that cannot reach this process', async () => {
  await using workspace = await makeWorkspace({
    'compose.yaml': compose,
    Dockerfile: 'FROM scratch AS web\nCOPY greeting /web\nFROM scratch\nCOPY greeting /job\n',
    greeting: randomBytes(100_000).toString('base64'),
  })
  await using one = await registries(1)
  await using far = await farAway(engine.variables)
  const host = one.all[0]?.host ?? ''
  const inputs = { 'bake-targets': 'web,job', vars: `HOST=${host}` }
  const digests: string[] = []
  for (const builder of [engine.variables, far.variables]) {
    const { exitCode, log } = await runAction(workspace, { variables: builder, inputs })
    expect(exitCode, log).toBe(0)
    for (const name of ['web', 'job']) digests.push((await run(crane, ['digest', `${host}/acme/${name}:2`])).trim())
  }
  expect(digests.slice(0, 2)).toEqual(digests.slice(2))
})

test.runIf(await canStartOwn())('publishes from an engine with the classic store', async () => {
  await using own = await startEngine({ progress: () => undefined, store: 'classic' })
  await using workspace = await shopWorkspace()
  await using one = await registries(1)
  const inputs = { 'bake-files': 'docker-bake.hcl', vars: `REGISTRIES=${hostsOf(one.all)}` }
  const { exitCode, log } = await runAction(workspace, { variables: own.variables, inputs })
  expect(exitCode, log).toBe(0)
  for (const name of ['api', 'web', 'worker']) {
    await run(crane, ['validate', '--remote', `${one.all[0]?.host}/acme/${name}:1`])
  }
})

test.runIf(engine.store === 'containerd')(
  'publishes images whose caches cannot be used, and warns about each',
  async () => {
    await using workspace = await makeWorkspace({
      'docker-bake.hcl': `
variable "HOST" {}
group "default" { targets = ["api", "web"] }
target "default-cache" { cache-from = ["type=gha"] }
target "api" {
  inherits = ["default-cache"]
  tags = ["\${HOST}/acme/api:1"]
  cache-to = ["type=registry,ref=127.0.0.1:1/acme/cache:1,mode=max"]
}
target "web" {
  inherits = ["default-cache"]
  tags = ["\${HOST}/acme/web:1"]
}
`,
      Dockerfile: 'FROM scratch\nCOPY greeting /\n',
      greeting: 'hello',
    })
    await using one = await registries(1)
    const host = one.all[0]?.host ?? ''
    const { exitCode, log } = await runAction(workspace, {
      variables,
      inputs: { 'bake-files': 'docker-bake.hcl', vars: `HOST=${host}` },
    })
    expect(exitCode, log).toBe(0)
    for (const name of ['api', 'web']) await run(crane, ['validate', '--remote', `${host}/acme/${name}:1`])
    const warnings = [...log.matchAll(/^::warning::(.*)$/gm)].map(([, text]) => text)
    expect(warnings).toEqual([
      expect.stringMatching(/^Cache type=gha is not used: the runner does not provide GitHub's cache service/),
      expect.stringMatching(
        /^Cache type=registry,ref=127\.0\.0\.1:1\/acme\/cache:1 could not be written: .*connection refused/
      ),
    ])
  }
)

const fork = {
  pull_request: {
    head: { repo: { full_name: 'stranger/app', fork: true } },
    base: { repo: { full_name: 'acme/app' } },
  },
}

const strange = `
variable "NPM_TOKEN" { default = "none" }
target "default" {
  args = { TOKEN = NPM_TOKEN }
  tags = ["REGISTRY/acme/app:1"]
  secret = ["type=env,id=npm,env=NPM_TOKEN"]
  ssh = ["default"]
  cache-to = ["type=registry,ref=REGISTRY/acme/app:cache"]
  output = ["type=registry", "type=local,dest=out"]
}
`

test('builds the definition of a fork without secrets, caches and pushes', async () => {
  await using one = await registries(1)
  const host = one.all[0]?.host ?? ''
  await using workspace = await makeWorkspace({
    'docker-bake.hcl': strange.replaceAll('REGISTRY', host),
    Dockerfile: 'FROM scratch\nARG TOKEN\nCOPY greeting /token-$TOKEN\n',
    greeting: 'hello',
  })
  const job = { variables: { ...variables, NPM_TOKEN: 'the-token' }, name: 'pull_request_target', event: fork }
  const { exitCode, log } = await runAction(workspace, { ...job, inputs: { 'bake-targets': 'default' } })
  expect(exitCode, log).toBe(0)
  expect(log).toContain('cache-to of target default; secret of target default')
  expect(log).toContain('ssh of all targets')
  expect(await readFile(join(workspace.path, 'out/token-none'), 'utf8')).toBe('hello')
  expect((await one.all[0]?.requests())?.filter(({ path }) => path.includes('acme'))).toEqual([])
})

test('builds nothing if a fork names what is outside of the checkout, or if nothing could be published', async () => {
  await using workspace = await makeWorkspace({
    'docker-bake.hcl':
      'target "default" {\n contexts = { home = "/root" }\n dockerfile-inline = "FROM scratch\\nCOPY --from=home . /"\n output = ["type=local,dest=../out"]\n}\ntarget "nameless" {}\n',
    Dockerfile: 'FROM scratch\n',
  })
  const job = { variables, name: 'pull_request_target', event: fork }
  const refused = await runAction(workspace, { ...job, inputs: { 'bake-targets': 'default' } })
  expect(refused.log).toMatch(
    /::error.*Input 'bake-files': target 'default' names \/root, which is outside the checkout/
  )
  expect(refused.log).toMatch(
    /::error.*Input 'bake-files': target 'default' names \.\.\/out, which is outside the checkout/
  )
  const nameless = await runAction(workspace, { variables, inputs: { 'bake-targets': 'nameless' } })
  expect([refused.exitCode, nameless.exitCode]).toEqual([1, 1])
  expect(nameless.log).toContain(
    "there is nothing to publish: target 'nameless' is not published, because it has no tags"
  )
})

test('checks the Dockerfiles of all targets, and builds without pushing', async () => {
  await using workspace = await shopWorkspace({
    Dockerfile: 'FROM base\nARG SERVICE\nCOPY $SERVICE /service\nmaintainer me\n',
  })
  const inputs = { 'bake-files': 'docker-bake.hcl', vars: 'REGISTRIES=example.com' }
  const checked = await runAction(workspace, { variables, inputs: { ...inputs, call: 'check' } })
  expect(checked.exitCode).toBe(1)
  expect(checked.log).toMatch(/::error.*The build check found/)
  const built = await runAction(workspace, { variables, inputs: { ...inputs, push: 'false' } })
  expect(built.exitCode, built.log).toBe(0)
  expect(Object.keys(JSON.parse(built.outputs.metadata ?? ''))).toEqual(
    expect.arrayContaining(['api', 'web', 'worker'])
  )
})

/** Shows the labels of the image in each layout, without Docker. */
const labels = `echo "$MANIFOLD_LAYOUTS" | while read -r layout; do
  manifest=$(grep -o 'sha256:[0-9a-f]*' "$layout/index.json" | head -n 1)
  config=$(grep -o 'sha256:[0-9a-f]*' "$layout/blobs/sha256/\${manifest#*:}" | head -n 1)
  grep -o '"literal":"[^"]*"' "$layout/blobs/sha256/\${config#*:}"
done`

test('tests and scans all images of a fork, of a dry run, and those that are only loaded', async () => {
  await using workspace = await shopWorkspace()
  await using scanners = await makeFakeScanners('clean')
  await using one = await registries(1)
  const host = hostsOf(one.all)
  const inputs = { 'bake-files': 'docker-bake.hcl', vars: `REGISTRIES=${host}`, scan: 'trivy', test: labels }
  const own = { ...variables, ...scanners.variables, PATH: `${scanners.variables.PATH}:${variables.PATH}` }
  const built = await runAction(workspace, { variables: own, inputs, name: 'pull_request', event: fork })
  expect(built.exitCode, built.log).toBe(0)
  expect(built.log.match(/^"literal":"a\$\{b\}"$/gm)).toHaveLength(3)
  expect(built.log).not.toContain('Not checked')
  const scans = JSON.parse(built.outputs.scan ?? '') as readonly { readonly image: string }[]
  expect(scans.map(({ image }) => image.replace(/ .sha256.*/, ''))).toEqual(
    ['api', 'web', 'worker'].map((name) => `target '${name}'`)
  )
  expect(Object.keys(JSON.parse(built.outputs.metadata ?? ''))).toEqual(expect.arrayContaining(['api', 'base', 'web']))
  const inspect = 'for each in $MANIFOLD_IMAGES; do docker image inspect --format "{{.RepoTags}}" "$each"; done; exit 3'
  const loaded = await runAction(workspace, {
    variables: own,
    inputs: { ...inputs, vars: 'REGISTRIES=only.loaded', test: inspect, push: 'false', load: 'true' },
  })
  expect(loaded.exitCode, loaded.log).toBe(1)
  expect(loaded.log.match(/^\[only\.loaded\/acme\/\w+:1\]$/gm)).toHaveLength(3)
  const dry = await runAction(workspace, { variables: own, inputs: { ...inputs, test: 'exit 3', 'dry-run': 'true' } })
  expect(dry.exitCode).toBe(1)
  expect(dry.log).toMatch(/::error.*Check 'test': the command ended with exit code 3/)
  expect((await one.all[0]?.requests())?.filter(({ method }) => method === 'PUT')).toEqual([])
})

test('bakes a definition from a Git repository, whose folders are its contexts', async () => {
  await using one = await registries(1)
  const host = one.all[0]?.host ?? ''
  await using workspace = await makeWorkspace({ README: 'empty' })
  await using source = await makeWorkspace({
    'docker-bake.hcl': `target "app" {\n context = "app"\n tags = ["${host}/acme/remote:1"]\n}\n`,
    'app/Dockerfile': 'FROM scratch\nCOPY greeting /\n',
    'app/greeting': 'hello from afar',
  })
  await using served = await serveGit(source.path)
  const inputs = { 'bake-source': served.url, 'bake-targets': 'app' }
  const { exitCode, log, outputs } = await runAction(workspace, { variables, inputs })
  expect(exitCode, log).toBe(0)
  const { layers } = await json('manifest', `${host}/acme/remote:1`)
  expect(await run('sh', ['-c', `${crane} blob ${host}/acme/remote@${layers[0].digest} | tar -xzO greeting`])).toBe(
    'hello from afar'
  )
  expect(JSON.parse(outputs.metadata ?? '').app['image.name']).toBe(`${host}/acme/remote:1`)
})

/** Serves a repository over the network, as BuildKit fetches it by itself. */
async function serveGit(path: string): Promise<AsyncDisposable & { readonly url: string }> {
  const folder = await mkdtempDisposable(join(tmpdir(), 'git-daemon-'))
  const { port } = await freePort()
  const background = await startBackground({
    program: 'git',
    args: ['daemon', '--export-all', '--listen=127.0.0.1', `--port=${port}`, `--base-path=${path}`, path],
    variables: { PATH: process.env.PATH ?? '', HOME: folder.path },
    log: join(folder.path, 'log'),
    graceSeconds: 2,
    afterwards: [],
  })
  const url = `git://127.0.0.1:${port}/.git#main`
  await background.until(async () => await run('git', ['ls-remote', url.replace('#main', '')]).catch(() => undefined))
  return {
    url,
    async [Symbol.asyncDispose]() {
      await background.stop()
      await folder[Symbol.asyncDispose]()
    },
  }
}

async function freePort(): Promise<{ readonly port: number }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return { port }
}
