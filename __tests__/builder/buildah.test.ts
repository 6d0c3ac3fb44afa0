import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BuildError } from '../../src/builder/build-error.ts'
import type { BuildRequest } from '../../src/builder/build-request.ts'
import { Buildah } from '../../src/builder/buildah/buildah.ts'
import { buildah } from '../../src/builder/buildah/tool.ts'
import type { Destination } from '../../src/builder/builder.ts'
import { BuildWatch } from '../../src/builder/watch.ts'
import type { Run } from '../../src/environment.ts'
import { testEnvironment } from '../support/environment.ts'
import { plain } from './request.ts'

type Options = Partial<BuildRequest> & {
  readonly variables?: Readonly<Record<string, string>>
  readonly to?: Destination
  readonly dockerfile?: string
  readonly files?: Readonly<Record<string, string>>
  /** What `build --help` prints. */
  readonly help?: string
  /** What a build prints, and its exit code. */
  readonly printed?: { readonly stdout?: string; readonly stderr?: string; readonly exitCode?: number }
  /** The index of the images. */
  readonly list?: object
  /** The platform of each image that is built. */
  readonly found?: readonly string[]
  readonly signal?: AbortSignal
  readonly onCommand?: (command: string) => void
}

/** Builds with a stand-in for the program, which writes the files that it is told to. */
async function buildWith({ variables = {}, to = { kind: 'none' }, dockerfile = '', ...options }: Options = {}) {
  const {
    help = '',
    printed = {},
    found = [],
    files = {},
    list = {},
    signal = new AbortController().signal,
    onCommand,
    ...request
  } = options
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-buildah-'))
  for (const [name, text] of Object.entries({ Dockerfile: dockerfile, ...files }))
    await writeFile(join(folder.path, name), text)
  const commands: string[] = []
  const { stdout = '', stderr = '', exitCode = 0 } = printed
  let builds = 0
  const answer = (command: string) => {
    if (command === 'build --help') return help
    if (command.startsWith('manifest inspect')) return JSON.stringify(list)
    return command.startsWith('inspect') ? `${found[builds - 1]}\n` : undefined
  }
  const run: Run = async ({ args, onLine, signal: ending }) => {
    const command = args.join(' ').replaceAll(folder.path, 'TEMP')
    commands.push(command)
    onCommand?.(command)
    ending?.throwIfAborted()
    const fileOf = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
    const reply = answer(command)
    if (reply !== undefined) return { exitCode: 0, stdout: reply, stderr: '' }
    const [id, digest] = [fileOf('iidfile'), fileOf('digestfile')]
    if (digest) await writeFile(digest, 'sha256:digest')
    if (!id) return { exitCode: 0, stdout: '', stderr: '' }
    builds += 1
    await writeFile(id, `sha256:id-${builds}`)
    for (const line of `${stdout}\n${stderr}`.split('\n')) onLine?.(line)
    return { exitCode, stdout, stderr }
  }
  const environment = testEnvironment({ run, workspace: folder.path })
  const watch = new BuildWatch()
  const context = { environment, variables, temp: folder.path, watch, signal, addLogin: async () => undefined }
  const secretOf = async (name: string) => await readFile(join(folder.path, name), 'utf8')
  const outcome = await new Buildah(context, buildah).build({ ...plain, ...request }, to).catch((error: Error) => error)
  const secret = await secretOf('secret-copy-0').catch(() => undefined)
  return { commands, outcome, report: watch.report(), secret }
}

const sink = { kind: 'sink', name: '127.0.0.1:5000/manifold/a:image' } as const

test('builds without a name, and pushes by ID', async () => {
  const { commands, outcome } = await buildWith({ to: sink })
  expect(commands).toEqual([
    'build --iidfile=TEMP/image-id --force-rm --format=oci --layers -- .',
    'push --quiet --digestfile=TEMP/digest --tls-verify=false id-1 docker://127.0.0.1:5000/manifold/a:image',
  ])
  expect(outcome).toMatchObject({ digest: 'sha256:digest', configDigest: 'sha256:id-1', materials: [] })
})

test('passes on what means the same as for buildx', async () => {
  const { commands, secret } = await buildWith({
    variables: { BUILDAH_FORMAT: 'docker', BUILDAH_LAYERS: 'false', TOKEN: 'value-of-token' },
    context: 'https://github.com/acme/app.git#v1:api',
    file: 'Dockerfile',
    target: 'app',
    buildArgs: ['A=1'],
    buildContexts: ['base=docker-image://alpine'],
    secrets: [
      { id: 'one', source: { variable: 'TOKEN' } },
      { id: 'two', source: { file: 'two.txt' } },
    ],
    ssh: ['default'],
    noCache: true,
    pull: true,
    addHosts: ['a=10.0.0.1', 'b:10.0.0.2', 'c=fd00::1'],
    network: 'host',
    shmSize: '1g',
    ulimit: ['nofile=1024'],
    cgroupParent: 'jobs',
    labels: ['k=v'],
    annotations: ['manifest:a=b', 'index:c=d', 'manifest[linux/arm64]:e=f'],
  })
  expect(commands).toEqual([
    'build --iidfile=TEMP/image-id --force-rm --file=Dockerfile --target=app --build-arg=A=1 ' +
      '--build-context=base=docker-image://alpine --secret=id=one,src=TEMP/secret-copy-0 ' +
      '--secret=id=two,src=TEMP/two.txt --ssh=default --no-cache --pull --add-host=a:10.0.0.1 --add-host=b:10.0.0.2 ' +
      '--add-host=c:fd00::1 --network=host --shm-size=1g --ulimit=nofile=1024 --cgroup-parent=jobs --label=k=v ' +
      '--annotation=a=b -- https://github.com/acme/app.git#v1:api',
  ])
  expect(secret).toBe('value-of-token')
})

test('passes on a secret whose file has a comma in its path, but none with a comma in its ID', async () => {
  const { commands, secret } = await buildWith({
    dockerfile: 'FROM scratch',
    files: { 'a,b': 'value' },
    secrets: [{ id: 'one', source: { file: 'a,b' } }],
  })
  expect(commands[0]).toContain('--secret=id=one,src=TEMP/secret-copy-0 ')
  expect(secret).toBe('value')
  const { outcome } = await buildWith({ secrets: [{ id: 'one,type=env', source: { file: 'a' } }] })
  expect(outcome).toMatchObject({
    message: "Input 'secrets': Buildah and Podman take no ID with a comma, such as 'one,type=env': rename it",
  })
})

test('passes on an annotation for a platform that is written in another way', async () => {
  const { commands } = await buildWith({
    platforms: ['linux/arm64/v8'],
    found: ['linux/arm64'],
    annotations: ['manifest[linux/arm64]:a=b', 'manifest[linux/arm/v8]:c=d'],
  })
  expect(commands[0]).toContain('--platform=linux/arm64/v8 --annotation=a=b -- ')
})

test.each([
  [
    'v7',
    'buildah built the images for linux/arm/v6, linux/arm/v7 as linux/arm/v7, so a client cannot find the right one.',
  ],
  ['v6', undefined],
])('passes on no index in which a variant is wrong (%s)', async (variant, error) => {
  const arm = { os: 'linux', architecture: 'arm' }
  const list = { manifests: [{ platform: { ...arm, variant } }, { platform: { ...arm, variant: 'v7' } }] }
  const { outcome, commands } = await buildWith({
    ...{ platforms: ['linux/arm/v6', 'linux/arm/v7'], found: ['linux/arm', 'linux/arm'], to: sink, list },
  })
  expect(outcome instanceof BuildError ? outcome.message : undefined).toEqual(error && expect.stringContaining(error))
  expect(commands.some((command) => command.startsWith('manifest push'))).toBe(!error)
})

test('explains a failure by what was printed at the end, however much that was, and keeps only the last lines', async () => {
  const stderr = `no space left on device\n${'secret clone short-name '.repeat(20_000)}\nError: building at STEP "RUN make": exit status 2`
  const stdout = ['STEP 1/1: RUN make', ...Array.from({ length: 1000 }, (_, line) => `line ${line}`)].join('\n')
  const { outcome } = await buildWith({ printed: { stdout, stderr, exitCode: 1 } })
  expect((outcome as Error).message).toMatch(/^The build failed: RUN make: exit status 2 \(secret clone .*\)\.$/)
})

test('caches layers although the environment asks for none', async () => {
  const { commands } = await buildWith({
    variables: { BUILDAH_LAYERS: 'false' },
    cacheFrom: ['ghcr.io/acme/cache'],
    cacheTo: ['type=registry,ref=ghcr.io/acme/cache,mode=max'],
  })
  expect(commands[0]).toContain('--layers --cache-from=ghcr.io/acme/cache --cache-to=ghcr.io/acme/cache ')
})

test.each([
  ['', { SOURCE_DATE_EPOCH: '7' }, [], '--timestamp=7 --build-arg=SOURCE_DATE_EPOCH=7'],
  ['', { SOURCE_DATE_EPOCH: '7' }, ['SOURCE_DATE_EPOCH=8'], '--timestamp=8 --build-arg=SOURCE_DATE_EPOCH=8'],
  ['--source-date-epoch int', { SOURCE_DATE_EPOCH: '7' }, [], '--source-date-epoch=7 --rewrite-timestamp'],
])(
  'sets the time of the environment or the arguments as the version can (%j, %o, %o)',
  async (help, variables, buildArgs, expected) => {
    const { commands } = await buildWith({ help, variables, buildArgs })
    expect(commands.at(-1)).toContain(` ${expected} -- .`)
  }
)

test('sets no time of its own', async () => {
  expect((await buildWith()).commands.join()).not.toMatch(/timestamp|epoch/i)
})

test('makes an index with a name of its own, and removes it', async () => {
  const platforms = ['linux/amd64', 'linux/arm/v7']
  const { commands, outcome } = await buildWith({ platforms, found: ['linux/amd64', 'linux/arm'], to: sink })
  const [, , , , creating = '', pushing, removing] = commands
  const list = /^manifest create (localhost\/manifold-[\w-]{36}:image) /.exec(creating)?.[1]
  expect(creating).toBe(`manifest create ${list} containers-storage:id-1 containers-storage:id-2`)
  expect(pushing).toContain(
    `manifest push --all --format=oci --quiet --digestfile=TEMP/digest --tls-verify=false ${list} `
  )
  expect(removing).toBe(`manifest rm ${list}`)
  expect(commands).toHaveLength(7)
  expect(outcome).not.toHaveProperty('configDigest')
})

test('removes its index even if the run is stopped', async () => {
  const stopping = new AbortController()
  const { commands, outcome } = await buildWith({
    platforms: ['linux/amd64', 'linux/arm64'],
    found: ['linux/amd64', 'linux/arm64'],
    to: { kind: 'layout', directory: '/layout' },
    signal: stopping.signal,
    onCommand: (command) => command.startsWith('manifest push') && stopping.abort(new Error('enough')),
  })
  expect(outcome).toEqual(new Error('enough'))
  expect(commands.at(-2)).toMatch(/ oci:\/layout$/)
  expect(commands.at(-1)).toMatch(/^manifest rm localhost\/manifold-/)
})

test('builds without the cache what the cache takes from another platform, and publishes no wrong image', async () => {
  const platforms = ['linux/arm64']
  const repaired = await buildWith({ platforms, found: ['linux/amd64', 'linux/arm64'] })
  expect(repaired.commands.map((command) => / --no-cache /.test(command))).toEqual([false, false, true, false])
  const wrong = await buildWith({ platforms, found: ['linux/amd64', 'linux/amd64'] })
  expect(wrong.outcome).toEqual(
    new BuildError(
      "buildah built an image for another platform than linux/arm64. Check '--platform' in the Dockerfile's FROM."
    )
  )
})

const emulate = 'Set up emulation for this platform (docker/setup-qemu-action), or build on a runner for that platform.'
const dockerfile = 'FROM scratch\n# a comment\nCOPY a \\\n  /a\nRUN ["/a"]\nRUN <<E\ntrue\nE\nCOPY a /b\nCOPY a /b\n'
const at = (text: string) => `STEP 1/9: FROM scratch\nSTEP 2/9: ${text}`

test.each([
  [
    at('RUN ["/a"]'),
    'process failed to start with error: fork/exec /a: exec format errorprocess exited with error: exec: not startedsubprocess exited with status 1\nError: building at STEP "RUN /a": exit status 1',
    `The build failed at Dockerfile:5: RUN ["/a"]: exit status 1 (process failed to start with error: fork/exec /a: exec format errorprocess exited with error: exec: not startedsubprocess exited with status 1). ${emulate}`,
  ],
  [
    at('COPY a   /a'),
    'Error: building at STEP "COPY a /a": checking on sources under "/checkout": copier: stat: "/a": no such file or directory',
    'The build failed at Dockerfile:3: COPY a   /a: "/a": no such file or directory. Check that it is in the build context and not excluded by .containerignore or .dockerignore.',
  ],
  [
    at('COPY a /b'),
    'Error: building at STEP "COPY a /b": no space left on device',
    'The build failed: COPY a /b: no space left on device. Free disk space before this step.',
  ],
  [
    'STEP 1/2: FROM busybox',
    'Error: creating build container: short-name "busybox" did not resolve to an alias and no containers-registries.conf(5) was found',
    'The build failed: short-name "busybox" did not resolve to an alias and no containers-registries.conf(5) was found. Write the image\'s registry in FROM, as in docker.io/library/NAME, or list registries in registries.conf.',
  ],
  [
    'STEP 1/2: FROM ghcr.io/acme/base:1',
    'Trying to pull ghcr.io/acme/base:1...\nError: creating build container: initializing source docker://ghcr.io/acme/base:1: reading manifest 1 in ghcr.io/acme/base: denied',
    "The build failed: base image ghcr.io/acme/base:1: denied. Check the image name and, if the image is not public, add credentials for its registry to 'registry-auth'.",
  ],
  [
    '',
    'Error: The target "zoo" was not found in the provided Dockerfile',
    'The build failed: The target "zoo" was not found in the provided Dockerfile. Check the input \'target\'.',
  ],
  [
    '',
    'Error: cannot find UID/GID for user runner: no subuid ranges found for user "runner" in /etc/subuid',
    'The build failed: cannot find UID/GID for user runner: no subuid ranges found for user "runner" in /etc/subuid. Give the runner\'s user ranges in /etc/subuid and /etc/subgid, or run the job as root.',
  ],
  [
    '',
    'Error: prepping temporary context directory: cloning "https://github.com/acme/app.git#main" to "/var/tmp/buildah35":\nfatal: could not read Username for \'https://github.com\': No such device or address\n: failed while performing `git fetch`: exit status 128',
    "The build failed: the context https://github.com/acme/app.git#main cannot be cloned: could not read Username for 'https://github.com': No such device or address. Check out the repository before this step (actions/checkout), and set 'context' to its path.",
  ],
  ['', '', 'The build failed: buildah ended with exit code 2.'],
])('explains a failure in one sentence (%#)', async (stdout, stderr, message) => {
  const { outcome } = await buildWith({ dockerfile, printed: { stdout, stderr, exitCode: 2 } })
  expect((outcome as Error).message).toBe(message)
})

test('counts the steps that BuildKit counts, and reports warnings', async () => {
  const stdout = [
    '[1/2] STEP 1/2: FROM scratch AS a',
    '[1/2] STEP 2/2: COPY x /x',
    '--> Using cache d3c7f28d2e4',
    '--> d3c7f28d2e4',
    '[2/2] STEP 1/4: FROM scratch',
    '[2/2] STEP 2/4: COPY --from=a /x /y',
    '--> b2014eaf2f1',
    '[2/2] STEP 3/4: HEALTHCHECK CMD x',
    '[2/2] STEP 4/4: LABEL "a"="b"',
    '--> Using cache 0123',
  ].join('\n')
  const stderr =
    'time="2026-11-29T17:37:09Z" level=warning msg="HEALTHCHECK is not supported for OCI image format and will be ignored. Must use `docker` format"\ntime="2026-11-29T17:39:43Z" level=warning msg="missing \\"TARGETARCH\\" build argument"\n'
  const { report } = await buildWith({ printed: { stdout, stderr } })
  expect(report).toMatchObject({ steps: 2, cached: 1 })
  expect(report?.warnings.map(({ message }) => message)).toEqual([
    "HEALTHCHECK is not supported for OCI image format and will be ignored. Must use `docker` format. To keep it, set 'BUILDAH_FORMAT: docker' in the step's 'env'",
    'missing "TARGETARCH" build argument',
  ])
})
