import { randomBytes } from 'node:crypto'
import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { digestOf } from '../../src/oci/digest.ts'
import { ArtifactService } from '../support/artifacts/service.ts'
import { image, index, layer } from '../support/images.ts'
import { startJob } from '../support/job.ts'
import { writeLayout } from '../support/registry/content/layout.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

const engine = inject('engine')
const program = inject('registry')
const tools = inject('tools')
const crane = needTool(tools, 'crane')
const skopeo = needTool(tools, 'skopeo')
const oras = needTool(tools, 'oras')
const cosign = needTool(tools, 'cosign')
const buildah = needTool(tools, 'buildah')

const variables = {
  ...engine.variables,
  PATH: [...[crane, skopeo, oras, cosign, buildah].map(dirname), engine.variables.PATH].join(delimiter),
}

const single = image({ layers: [layer('base'), layer('hello')] })
const amd64 = image({ layers: [layer('base'), layer('amd64')] })
const arm64 = image({ layers: [layer('arm64')], platform: { os: 'linux', architecture: 'arm64' } })
const both = index([amd64, arm64])

/** A checkout with layouts: of an image for one platform, `one`, of one for two, `two`, and of each of those. */
async function checkout(files: Readonly<Record<string, string>> = {}): Promise<Workspace> {
  const workspace = await makeWorkspace({ greeting: 'hello\n', ...files })
  await writeLayout(join(workspace.path, 'one'), single, { ref: 'one' })
  await writeLayout(join(workspace.path, 'two'), both, { ref: 'two' })
  await writeLayout(join(workspace.path, 'amd64'), amd64)
  await writeLayout(join(workspace.path, 'arm64'), arm64)
  return workspace
}

const byTag = `crane push two "$MANIFOLD_REPOSITORY@${both.root.digest}"
crane tag "$MANIFOLD_REPOSITORY@${both.root.digest}" x`
const buildahPush = `b=$(buildah from oci:one:one)
buildah commit --format docker "$b" shop
buildah push --tls-verify=false shop "docker://$MANIFOLD_REPOSITORY:x"
buildah rm "$b"
buildah rmi shop`
const scratch = 'printf "FROM scratch\\nCOPY greeting /\\n"'
const dockerPush = `${scratch} | docker build --provenance=false --quiet --tag "$MANIFOLD_REPOSITORY" --file - .
docker push --quiet "$MANIFOLD_REPOSITORY"
docker image rm "$MANIFOLD_REPOSITORY"`
const attested = '--push --provenance=mode=max --tag "$MANIFOLD_REPOSITORY:1" --tag "$MANIFOLD_REPOSITORY:2"'

interface Way {
  readonly tool: string
  readonly script: string
  readonly digest?: string
}

const ways: readonly Way[] = [
  { tool: 'crane by digest, and then by tag', script: byTag, digest: both.root.digest },
  {
    tool: 'skopeo',
    script: 'skopeo copy --all --dest-tls-verify=false oci:two:two "docker://$MANIFOLD_REPOSITORY:x"',
    digest: both.root.digest,
  },
  {
    tool: 'oras',
    script: 'oras cp --from-oci-layout --to-plain-http one:one "$MANIFOLD_REPOSITORY:x"',
    digest: single.root.digest,
  },
  { tool: 'buildah', script: buildahPush },
  { tool: 'docker push', script: dockerPush },
  { tool: 'docker buildx', script: `${scratch} | docker buildx build ${attested} --file - .` },
]

test.concurrent.each(ways)('publishes what $tool pushes', async ({ script, digest }) => {
  await using workspace = await checkout()
  await using registry = await startRegistry({ program })
  const name = `${registry.host}/acme/app`
  const inputs = { run: script, images: name, tags: '1.4.2\nlatest' }
  const result = await runAction(workspace, { from: 'bundle', variables, inputs })
  expect(result.exitCode, result.log).toBe(0)
  if (digest) expect(result.outputs.digest).toBe(digest)
  expect((await run(crane, ['ls', name])).trim().split('\n').toSorted()).toEqual(['1.4.2', 'latest'])
  for (const tag of ['1.4.2', 'latest'])
    expect((await run(crane, ['digest', `${name}:${tag}`])).trim()).toBe(result.outputs.digest)
  if (!script.includes('mode=max')) return void (await run(crane, ['validate', '--remote', `${name}:latest`]))
  // The attestation names what was published, not the address inside the step.
  const { manifests } = JSON.parse(await run(crane, ['manifest', `${name}:latest`]))
  const { layers } = JSON.parse(await run(crane, ['manifest', `${name}@${manifests[1].digest}`]))
  const statement = await run(crane, ['blob', `${name}@${layers[0].digest}`])
  expect(JSON.parse(statement).subject[0].name).toBe(`pkg:docker/${name}@1.4.2?platform=linux%2Famd64`)
})

const everyImage = `crane push one "$MANIFOLD_REPOSITORY:any"
crane push one "$MANIFOLD_REPOSITORY/worker:other"
crane push two "$MANIFOLD_REPOSITORY/jobs/nightly"`

test.concurrent('publishes several images as one release: their tags move last, and shared layers are sent once', async () => {
  await using workspace = await checkout()
  await using registry = await startTestRegistry()
  const inputs = { images: `${registry.host}/acme/app`, tags: '1.4.2', run: everyImage }
  const result = await runAction(workspace, { from: 'bundle', variables, inputs })
  expect(result.exitCode, result.log).toBe(0)
  expect(result.outputs.images?.split('\n')).toEqual([
    `${registry.host}/acme/app@${single.root.digest}`,
    `${registry.host}/acme/app/jobs/nightly@${both.root.digest}`,
    `${registry.host}/acme/app/worker@${single.root.digest}`,
  ])
  expect(result.outputs.tags?.split('\n')).toEqual(
    ['', '/jobs/nightly', '/worker'].map((path) => `${registry.host}/acme/app${path}:1.4.2`)
  )
  const blobs = new Set([...single.blobs, ...both.blobs].map(({ digest }) => digest))
  expect(registry.log.filter((line) => /^(?:PUT|PATCH) upload/.test(line)).length).toBe(blobs.size)
  const writes = registry.log.filter((line) => line.startsWith('PUT '))
  expect(writes.slice(-3)).toEqual(Array(3).fill('PUT manifest 1.4.2 201'))
})

test.concurrent('moves no tag of any image if a required registry fails', async () => {
  await using workspace = await checkout()
  await using first = await startTestRegistry()
  await using second = await startTestRegistry()
  second.fail({ method: 'PUT', kind: 'manifest', name: 'acme/app/worker' }, { status: 400 }, { times: 100 })
  const images = `${first.host}/acme/app\n${second.host}/acme/app`
  const result = await runAction(workspace, {
    from: 'bundle',
    variables,
    inputs: { images, tags: '1', run: everyImage },
  })
  expect(result.exitCode, result.log).toBe(1)
  expect([...first.log, ...second.log].filter((line) => line.startsWith('PUT manifest 1 '))).toEqual([])
})

test.concurrent('sends a blob on while the command still runs', async () => {
  await using workspace = await checkout()
  await using registry = await startTestRegistry()
  // The command ends only once the registry has everything.
  const script = `${everyImage}\nuntil [ -e done ]; do sleep 0.05; done`
  const inputs = { images: `${registry.host}/acme/app`, tags: '1', run: script }
  const running = runAction(workspace, { from: 'bundle', variables, inputs })
  const sent = () => new Set(registry.log.filter((line) => /^PUT upload .* 201$/.test(line))).size
  const blobs = new Set([...single.blobs, ...both.blobs].map(({ digest }) => digest))
  while (sent() < blobs.size) await setTimeout(20)
  expect(registry.log.some((line) => line.startsWith('PUT manifest'))).toBe(false)
  await workspace.write('done', '')
  const { exitCode, log } = await running
  expect(exitCode, log).toBe(0)
})

const mistakes: readonly (readonly [what: string, script: string, error: string])[] = [
  [
    'fails after it has pushed',
    'crane push one "$MANIFOLD_REPOSITORY"\necho "the smoke test failed" >&2\nexit 3',
    "The command in 'run' ended with exit code 3, so nothing is published: the smoke test failed.",
  ],
  ['pushes nothing', 'true', "Input 'run': the command ended successfully, but pushed no image to publish."],
  [
    'pushes two images',
    'crane push one "$MANIFOLD_REPOSITORY:1.0"\ncrane push two "$MANIFOLD_REPOSITORY:1.0-debug"',
    `different images to $MANIFOLD_REPOSITORY: :1.0 (${single.root.digest}) and :1.0-debug (${both.root.digest}).`,
  ],
  [
    'pushes an index without its images',
    'crane push two "$MANIFOLD_REPOSITORY/a"\ncrane manifest "$MANIFOLD_REPOSITORY/a" > index.json\nskopeo --version\noras manifest push --plain-http "$MANIFOLD_REPOSITORY:1" index.json',
    'The command pushed an index to $MANIFOLD_REPOSITORY without its manifest ',
  ],
]

test.concurrent.each(mistakes)('publishes nothing if the command %s', async (_, script, error) => {
  await using workspace = await checkout()
  await using registry = await startTestRegistry()
  const inputs = { images: `${registry.host}/acme/app`, tags: '1', run: script }
  const { exitCode, log, outputs } = await runAction(workspace, { from: 'bundle', variables, inputs })
  expect(exitCode, log).toBe(1)
  expect(log).toContain(error)
  expect(registry.log.filter((line) => line.startsWith('PUT manifest'))).toEqual([])
  expect(outputs.image).toBe('')
})

test.concurrent('publishes without a repository that the command only looks at', async () => {
  await using workspace = await checkout()
  await using registry = await startTestRegistry()
  registry.fail({ name: 'acme/app/cache' }, { status: 403 }, { times: 100 })
  const script = 'crane ls "$MANIFOLD_REPOSITORY/cache" || crane push one "$MANIFOLD_REPOSITORY"'
  const inputs = { images: `${registry.host}/acme/app`, tags: '1', run: script }
  const { exitCode, log } = await runAction(workspace, { from: 'bundle', variables, inputs })
  expect(exitCode, log).toBe(0)
  expect(registry.tags('acme/app')).toEqual({ 1: single.root.digest })
})

/** Sends half of a layer of the image in the background, and then waits. */
const stall = `layer=$(find one/blobs -size +0 -printf '%s %p\\n' | sort -n | tail -1)
size=\${layer%% *}
file=\${layer#* }
auth=$(sed -n 's/.*"auth": "\\(.*\\)".*/\\1/p' "$DOCKER_CONFIG/config.json")
exec 3<> "/dev/tcp/\${MANIFOLD_REGISTRY%:*}/\${MANIFOLD_REGISTRY#*:}"
printf 'POST /v2/%s/blobs/uploads/?digest=sha256:%s HTTP/1.1\\r\\nhost: a\\r\\nauthorization: Basic %s\\r\\ncontent-length: %s\\r\\n\\r\\n' "\${MANIFOLD_REPOSITORY#*/}" "\${file##*/}" "$auth" "$size" >&3
head -c $((size - 1)) "$file" >&3
setsid sleep 60 <&- >&- 2>&- &
echo $! > pid`

test.concurrent('is not held up by what still pushes in the background, and says so', async () => {
  await using workspace = await makeWorkspace({ greeting: 'hello\n' })
  const large = image({ layers: [layer(randomBytes(5000).toString('hex'))] })
  await writeLayout(join(workspace.path, 'one'), large, { ref: 'one' })
  await using registry = await startTestRegistry()
  const inputs = {
    images: `${registry.host}/acme/app`,
    tags: '1',
    run: `${stall}\ncrane push one "$MANIFOLD_REPOSITORY"`,
  }
  const { exitCode, log } = await runAction(workspace, { from: 'bundle', variables, inputs })
  process.kill(Number(await readFile(join(workspace.path, 'pid'), 'utf8')))
  expect(exitCode, log).toBe(0)
  expect(log).toContain(
    "::warning::The command in 'run' ended while something that it left in the background was still"
  )
  expect(registry.tags('acme/app')).toEqual({ 1: large.root.digest })
})

test.concurrent('with push: false, misses what a publication would miss', async () => {
  await using workspace = await checkout({
    'signature.json': JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf(Buffer.from('{}')), size: 2 },
      layers: [],
      subject: single.root,
    }),
  })
  const script = `crane push one "$MANIFOLD_REPOSITORY"\noras manifest push --plain-http "$MANIFOLD_REPOSITORY" signature.json`
  const inputs = { images: 'registry.test/acme/app', tags: '1', run: script, push: 'false' }
  const { exitCode, log } = await runAction(workspace, { from: 'bundle', variables, inputs })
  expect(exitCode, log).toBe(1)
  expect(log).toContain('$MANIFOLD_REPOSITORY: the command did not push the blob sha256:44136fa355')
})

test.concurrent('lets tools read back what they have pushed, and publishes what they attach', async () => {
  await using workspace = await checkout()
  await using registry = await startRegistry({ program })
  const script = `crane push two "$MANIFOLD_REPOSITORY:1"
digest=$(crane digest "$MANIFOLD_REPOSITORY:1")
crane ls "$MANIFOLD_REPOSITORY" > tags
crane validate --remote "$MANIFOLD_REPOSITORY:1"
crane mutate --set-platform linux/arm64 --label made=again --tag "$MANIFOLD_REPOSITORY/again:1" "$MANIFOLD_REPOSITORY@${both.manifests[1]?.descriptor.digest}"
crane copy "$MANIFOLD_REPOSITORY:1" "$MANIFOLD_REPOSITORY/copy"
skopeo inspect --tls-verify=false "docker://$MANIFOLD_REPOSITORY:1" > /dev/null
oras attach --plain-http --artifact-type application/example "$MANIFOLD_REPOSITORY@$digest" greeting
oras discover --plain-http --format=json "$MANIFOLD_REPOSITORY@$digest" > attached.json
export COSIGN_PASSWORD=
cosign generate-key-pair
cosign sign --yes --key=cosign.key --tlog-upload=false --use-signing-config=false --allow-http-registry "$MANIFOLD_REPOSITORY@$digest"
docker buildx imagetools create --tag "$MANIFOLD_REPOSITORY/merged" "$MANIFOLD_REPOSITORY@$digest"`
  const inputs = { images: `${registry.host}/acme/app`, tags: '7', run: script }
  const { exitCode, log, outputs } = await runAction(workspace, { from: 'bundle', variables, inputs })
  expect(exitCode, log).toBe(0)
  expect(await readFile(join(workspace.path, 'tags'), 'utf8')).toBe('1\n')
  const image = `${registry.host}/acme/app@${both.root.digest}`
  for (const path of ['copy', 'merged']) {
    expect((await run(crane, ['digest', `${registry.host}/acme/app/${path}:7`])).trim()).toBe(both.root.digest)
  }
  await run(crane, ['validate', '--remote', `${registry.host}/acme/app/again:7`])
  expect(outputs.images?.split('\n').length).toBe(4)
  const attached = JSON.parse(await readFile(join(workspace.path, 'attached.json'), 'utf8'))
  const discovered = JSON.parse(await run(oras, ['discover', '--plain-http', '--format=json', image]))
  const digests = ({ referrers = [] }) => referrers.map(({ digest }) => digest)
  expect(digests(attached).length).toBe(1)
  expect(digests(discovered)).toEqual(expect.arrayContaining(digests(attached)))
  const options = ['--key=cosign.pub', '--insecure-ignore-tlog', '--allow-http-registry']
  await run(cosign, ['verify', ...options, image], {
    directory: workspace.path,
    variables: { ...process.env, HOME: workspace.path },
  })
})

/** Writes what a command can see to files in the checkout. */
const look = `env > env.txt
cp "$DOCKER_CONFIG/config.json" docker.json
cp "$REGISTRY_AUTH_FILE" auth.json
crane push one "$MANIFOLD_REPOSITORY"`

/** Variables of a job: what the workflow sets, what an earlier step signed in to, and what the runner gives to actions. */
const jobVariables = {
  GOFLAGS: '-mod=vendor',
  GITHUB_TOKEN: 'token-in-env',
  KO_DOCKER_REPO: 'ghcr.io/acme',
  ACTIONS_RUNTIME_TOKEN: 'runtime-token',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'id-token',
  ACTIONS_RESULTS_URL: 'https://results.example',
}
const secrets = ['s3cret-of-ann', 'the-jobs-token', 'runtime-token', 'id-token']

async function seen(workspace: Workspace) {
  const [env = '', docker = '', auth = ''] = await Promise.all(
    ['env.txt', 'docker.json', 'auth.json'].map((name) => readFile(join(workspace.path, name), 'utf8'))
  )
  const variable = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(env)?.[1]
  return { all: env + docker + auth, variable, docker: JSON.parse(docker), auth: JSON.parse(auth) }
}

/** A folder with the logins of earlier steps. */
async function makeLogins() {
  const folder = await mkdtempDisposable(join(tmpdir(), 'logins-'))
  const write = (name: string, host: string) =>
    writeFile(join(folder.path, name), JSON.stringify({ auths: { [host]: { auth: btoa('job:base-pass') } } }))
  await write('config.json', 'docker.example')
  await write('auth.json', 'podman.example')
  return {
    variables: { DOCKER_CONFIG: folder.path, REGISTRY_AUTH_FILE: join(folder.path, 'auth.json') },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

test.concurrent("gives the command the workflow's variables and the job's logins, but nothing of the step's own", async () => {
  await using workspace = await checkout()
  await using registry = await startRegistry({ program })
  await using logins = await makeLogins()
  const result = await runAction(workspace, {
    from: 'bundle',
    variables: { ...variables, ...jobVariables, ...logins.variables },
    inputs: {
      ...{ images: `${registry.host}/acme/app`, tags: '1', run: look },
      ...{ username: 'ann', password: 's3cret-of-ann', 'github-token': 'the-jobs-token' },
      'registry-auth': '- registry: other.example\n  username: ann\n  password: s3cret-of-ann\n',
    },
  })
  expect(result.exitCode, result.log).toBe(0)
  const { all, variable, docker, auth } = await seen(workspace)
  expect(secrets.filter((secret) => all.includes(secret) || all.includes(btoa(`ann:${secret}`)))).toEqual([])
  expect(all).not.toMatch(/^(?:INPUT_|ACTIONS_|STATE_|GITHUB_STATE)/m)
  expect(variable('GOFLAGS')).toBe('-mod=vendor')
  expect(variable('GITHUB_TOKEN')).toBe('token-in-env')
  const repository = variable('MANIFOLD_REPOSITORY') ?? ''
  expect(repository).toMatch(/^127\.0\.0\.1:\d+\/manifold\/[0-9a-f]{32}$/)
  expect(variable('KO_DOCKER_REPO')).toBe(repository)
  const host = variable('MANIFOLD_REGISTRY') ?? ''
  expect(Object.keys(docker.auths)).toEqual(['docker.example', host])
  expect(Object.keys(auth.auths).toSorted()).toEqual([host, 'docker.example', 'podman.example'].toSorted())
  const password = atob(docker.auths[host].auth).split(':')[1] ?? ''
  expect(result.masked).toContain(password)
  expect(result.log).not.toContain(password)
  expect(result.leftovers.filter((name) => !name.startsWith('bake-'))).toEqual([])
})

test.concurrent('runs the command of a fork without any login, and publishes nothing', async () => {
  await using workspace = await checkout()
  await using registry = await startTestRegistry()
  await using logins = await makeLogins()
  const step = {
    from: 'bundle',
    name: 'pull_request',
    ref: 'refs/pull/7/merge',
    event: { pull_request: { number: 7, head: { repo: { full_name: 'someone/app' } }, base: { ref: 'main' } } },
    variables: { ...variables, ...jobVariables, ...logins.variables },
  } as const
  const inputs = { images: `${registry.host}/acme/app`, run: look }
  const result = await runAction(workspace, { ...step, inputs })
  expect(result.exitCode, result.log).toBe(0)
  expect(result.log).toContain(
    '::notice::The command ran without any login, and what it pushed is not published: a pull request from a fork is not allowed to publish.'
  )
  expect(registry.log).toEqual([])
  expect(result.outputs).toMatchObject({ digest: single.root.digest, image: '', images: '' })
  const { all, docker, auth, variable } = await seen(workspace)
  expect(all).not.toContain(btoa('job:base-pass'))
  for (const name of ['GITHUB_TOKEN', 'GITHUB_ENV', 'GITHUB_OUTPUT']) expect(variable(name)).toBeUndefined()
  expect([docker, auth].map(({ auths }) => Object.keys(auths))).toEqual(Array(2).fill([variable('MANIFOLD_REGISTRY')]))

  const failed = await runAction(workspace, { ...step, inputs: { ...inputs, run: 'exit 1' } })
  expect(failed.exitCode).toBe(1)
  expect(failed.summary).toMatch(/^### ❌ The command failed: `/m)
})

test.concurrent("does not run the command of a fork in a job that has the repository's secrets", async () => {
  await using workspace = await checkout()
  const { exitCode, log } = await runAction(workspace, {
    from: 'bundle',
    name: 'pull_request_target',
    event: { pull_request: { number: 7, head: { repo: { full_name: 'someone/app' } }, base: { ref: 'main' } } },
    variables,
    inputs: {
      images: 'registry.test/acme/app',
      password: 's3cret-of-ann',
      run: `tr '\\0' '\\n' < /proc/$PPID/environ > env.txt; ${everyImage}`,
    },
  })
  expect(exitCode, log).toBe(1)
  expect(log).toContain(
    "::error::Input 'run': the command is not run for a pull request from a fork, because it could read"
  )
  await expect(readFile(join(workspace.path, 'env.txt'))).rejects.toThrow('ENOENT')
})

test.concurrent('does not publish with push: false, and rehearses with dry-run', async () => {
  await using workspace = await checkout()
  await using registry = await startTestRegistry()
  const inputs = { images: `${registry.host}/acme/app`, tags: '1', run: 'crane push one "$MANIFOLD_REPOSITORY/worker"' }
  const tried = await runAction(workspace, { from: 'bundle', variables, inputs: { ...inputs, push: 'false' } })
  expect(tried.exitCode, tried.log).toBe(0)
  expect(registry.log).toEqual([])
  expect(tried.outputs.digest).toBe(single.root.digest)
  const rehearsed = await runAction(workspace, { from: 'bundle', variables, inputs: { ...inputs, 'dry-run': 'true' } })
  expect(rehearsed.exitCode, rehearsed.log).toBe(0)
  expect(rehearsed.outputs.digest).toBe(single.root.digest)
  expect(rehearsed.log).toContain(`${registry.host}/acme/app/worker: 1 `)
  expect(registry.log.filter((line) => line.startsWith('PUT'))).toEqual([])
})

test.concurrent('names every input that does not fit a command', async () => {
  await using workspace = await checkout()
  const wrong = {
    ...{ run: 'true', 'run-shell': 'bash -e', 'working-directory': '..', source: 'oci-layout:one' },
    ...{ target: 'x', platforms: 'linux/arm64', builder: 'b', context: 'a' },
  }
  const { exitCode, log } = await runAction(workspace, {
    from: 'bundle',
    variables,
    inputs: { ...wrong, images: 'a.example/b' },
  })
  expect(exitCode).toBe(1)
  for (const name of ['run-shell', 'working-directory', 'source', 'target', 'platforms', 'builder', 'context'])
    expect(log).toContain(`::error::Input '${name}': `)
  const idle = await runAction(workspace, {
    from: 'bundle',
    variables,
    inputs: { source: 'oci-layout:one', 'working-directory': 'one' },
  })
  expect(idle.log).toContain("::error::Input 'working-directory': it has no effect without 'run': remove it")
})

test.concurrent('keeps an image for a later step', async () => {
  await using workspace = await checkout()
  await using registry = await startTestRegistry()
  await using job = await startJob(workspace, { from: 'bundle', variables })
  const inputs = { images: `${registry.host}/acme/app`, tags: '1' }
  const script = 'crane push two "$MANIFOLD_REPOSITORY"'
  const kept = await job.step('make', { inputs: { ...inputs, run: script, push: 'false', 'keep-image': 'true' } })
  expect(kept.exitCode, kept.log).toBe(0)
  expect(registry.log).toEqual([])
  const published = await job.step('publish', { inputs: { ...inputs, source: 'previous:make' } })
  expect(published.exitCode, published.log).toBe(0)
  expect(registry.tags('acme/app')).toEqual({ 1: both.root.digest })
})

test.concurrent('publishes one image whose parts two jobs push', async () => {
  await using workspace = await checkout()
  await using registry = await startTestRegistry()
  await using service = await ArtifactService.start()
  const step = async (part: string, script: string) =>
    await runAction(workspace, {
      from: 'bundle',
      variables: { ...variables, ...service.job() },
      inputs: {
        images: `${registry.host}/acme/app`,
        tags: '1',
        platforms: 'linux/amd64,linux/arm64',
        part,
        run: script,
      },
    })
  const first = await step('linux/amd64', 'crane push amd64 "$MANIFOLD_REPOSITORY"')
  expect(first.exitCode, first.log).toBe(0)
  expect(registry.tags('acme/app')).toEqual({})
  const second = await step('linux/arm64', 'crane push arm64 "$MANIFOLD_REPOSITORY"')
  expect(second.exitCode, second.log).toBe(0)
  const { manifests } = JSON.parse(Buffer.from(registry.manifest('acme/app', '1')?.bytes ?? []).toString())
  expect(manifests.map(({ digest }: { readonly digest: string }) => digest)).toEqual(
    both.manifests.slice(0, 2).map(({ descriptor }) => descriptor.digest)
  )
})

test.concurrent('publishes all images whose parts two jobs push, if both push the same', async () => {
  await using workspace = await checkout()
  await using registry = await startTestRegistry()
  const stepsOf = (service: ArtifactService) => async (part: string, names: readonly string[]) =>
    await runAction(workspace, {
      from: 'bundle',
      variables: { ...variables, ...service.job() },
      inputs: {
        images: `${registry.host}/acme/app`,
        tags: '1',
        platforms: 'linux/amd64,linux/arm64',
        part,
        run: names.map((name) => `crane push ${part.replace('linux/', '')} "$MANIFOLD_REPOSITORY${name}"`).join('\n'),
      },
    })
  {
    await using service = await ArtifactService.start()
    const step = stepsOf(service)
    await step('linux/amd64', ['', '/worker'])
    const wrong = await step('linux/arm64', [''])
    expect(wrong.log).toContain(
      "::error::Input 'part': this job, for linux/arm64, and the job for linux/amd64 build different releases: the images $MANIFOLD_REPOSITORY here, and $MANIFOLD_REPOSITORY, worker there."
    )
    expect([registry.tags('acme/app'), registry.tags('acme/app/worker')]).toEqual([{}, {}])
  }
  await using service = await ArtifactService.start()
  const step = stepsOf(service)
  const first = await step('linux/arm64', ['', '/worker'])
  expect(first.exitCode, first.log).toBe(0)
  const second = await step('linux/amd64', ['', '/worker'])
  expect(second.exitCode, second.log).toBe(0)
  for (const name of ['acme/app', 'acme/app/worker']) {
    const { manifests } = JSON.parse(Buffer.from(registry.manifest(name, '1')?.bytes ?? []).toString())
    expect(manifests).toHaveLength(2)
  }
  expect(second.outputs.images?.split('\n')).toHaveLength(2)
  expect(second.outputs.tags).toContain(`${registry.host}/acme/app/worker:1`)
})
