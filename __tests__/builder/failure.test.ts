import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BuildError } from '../../src/builder/build-error.ts'
import { explainFailure } from '../../src/builder/buildx/progress/failure.ts'

const folder = join(import.meta.dirname, '../fixtures/build-output')

/** The output of buildx 0.29 with Docker 28.5, below the exit code. */
function recorded(name: string): { exitCode: number; output: string } {
  const text = readFileSync(join(folder, `${name}.txt`), 'utf8')
  const [, code = '', output = ''] = /^exit (\d+)\n(.*)$/s.exec(text) ?? []
  return { exitCode: Number(code), output }
}

const emulate = 'Set up emulation for this platform (docker/setup-qemu-action), or build on a runner for that platform.'
const store =
  "Set the input 'builder-options', and not 'builder', so that a builder is created, or enable Docker's containerd image store."

// recording, the Dockerfile's path in the checkout, the message, and the annotated line
const sentences: readonly (readonly [name: string, file: string, sentence: string, line?: number])[] = [
  [
    'run-fails',
    'Dockerfile',
    'The build failed at Dockerfile:3: process "/nothing --really" did not complete successfully: exit code: 1 (runc run failed: unable to start container process: exec: "/nothing": stat /nothing: no such file or directory).',
    3,
  ],
  [
    'continued-run',
    'app/Dockerfile',
    'The build failed at app/Dockerfile:3: process "/bin/sh -c /a   --one   --two" did not complete successfully: exit code: 1 (runc run failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory).',
    3,
  ],
  [
    'exec-format',
    'Dockerfile',
    `The build failed at Dockerfile:3: process "/a" did not complete successfully: exit code: 1 (exec /a: exec format error). ${emulate}`,
    3,
  ],
  [
    'warned-run',
    'Dockerfile',
    `The build failed at Dockerfile:3: process "/a" did not complete successfully: exit code: 1 (exec /a: exec format error). ${emulate}`,
    3,
  ],
  [
    'missing-dockerfile',
    'Dockerfile',
    "The build failed: failed to read dockerfile: open Dockerfile: no such file or directory. Check the inputs 'context' and 'file'.",
  ],
  [
    'missing-dockerfile-f',
    'docker/Dockerfile.web',
    'The build failed: resolve : lstat docker: no such file or directory.',
  ],
  [
    'bad-context',
    'nosuchdir/Dockerfile',
    `The build failed: unable to prepare context: path "nosuchdir" not found. Check the inputs 'context' and 'file'.`,
  ],
  [
    'bad-git',
    'Dockerfile',
    "The build failed: failed to read dockerfile: failed to load cache key: error fetching default branch for repository http://127.0.0.1:9/x.git: git stderr: fatal: unable to access 'http://127.0.0.1:9/x.git/': Failed to connect to 127.0.0.1 port 9 after 0 ms: Couldn't connect to server. Check the inputs 'context' and 'file'.",
  ],
  [
    'private-git',
    'Dockerfile',
    "The build failed: failed to read dockerfile: failed to load cache key: error fetching default branch for repository http://127.0.0.1:5002/acme/private.git: git stderr: fatal: could not read Username for 'http://127.0.0.1:5002': terminal prompts disabled. If the repository is private, pass a token that can read it: 'secrets: GIT_AUTH_TOKEN=…'. The job's own token is used for this repository only (SECURITY.md).",
  ],
  [
    'missing-base',
    'Dockerfile',
    'The build failed at Dockerfile:1: base image 127.0.0.1:9/acme/base:1: failed to do request: Head "https://127.0.0.1:9/v2/acme/base/manifests/1": dial tcp 127.0.0.1:9: connect: connection refused.',
    1,
  ],
  [
    'base-unknown',
    'Dockerfile',
    'The build failed at Dockerfile:1: base image 127.0.0.1:5000/acme/base:1: not found.',
    1,
  ],
  [
    'base-denied',
    'Dockerfile',
    "The build failed at Dockerfile:1: base image 127.0.0.1:5001/acme/base:1: unexpected status from HEAD request to http://127.0.0.1:5001/v2/acme/base/manifests/1: 401 Unauthorized. Check the image name and, if the image is not public, add credentials for its registry to 'registry-auth'.",
    1,
  ],
  [
    'unknown-from',
    'Dockerfile',
    'The build failed at Dockerfile:2: base image docker.io/library/nosuchstage:latest: failed to do request: Head "https://registry-1.docker.io/v2/library/nosuchstage/manifests/latest": dial tcp: lookup registry-1.docker.io on 192.0.2.53:53: no such host.',
    2,
  ],
  [
    'missing-copy',
    'app/Dockerfile',
    'The build failed at app/Dockerfile:2: "/missing.txt": not found. Check that it is in the build context and not excluded by .dockerignore.',
    2,
  ],
  [
    'ignored-copy',
    'docker/Dockerfile.web',
    'The build failed at docker/Dockerfile.web:2: "/b": not found. Check that it is in the build context and not excluded by .dockerignore.',
    2,
  ],
  ['circular-copy', 'Dockerfile', 'The build failed at Dockerfile:3: circular dependency detected on stage: base.', 3],
  [
    'syntax',
    'docker/Dockerfile',
    'The build failed at docker/Dockerfile:2: dockerfile parse error on line 2: unknown instruction: COPPY (did you mean COPY?).',
    2,
  ],
  ['empty', 'Dockerfile', 'The build failed at Dockerfile:1: file with no instructions.', 1],
  [
    'unknown-stage',
    'Dockerfile',
    `The build failed: target stage "prod" could not be found. Check the input 'target'.`,
  ],
  [
    'required-secret',
    'Dockerfile',
    "The build failed at Dockerfile:3: secret tok: not found. Pass it with the input 'secrets', 'secret-envs' or 'secret-files'.",
    3,
  ],
  [
    'check',
    'app/Dockerfile',
    "The build check found 2 warnings in app/Dockerfile. Fix them, or skip a rule with '# check=skip=RULE' at the top of the Dockerfile.",
  ],
  [
    'check-json',
    'Dockerfile',
    "The build check found 1 warning in Dockerfile. Fix them, or skip a rule with '# check=skip=RULE' at the top of the Dockerfile.",
  ],
  [
    'lint-error',
    'lint.Dockerfile',
    "The build failed: lint violation found for rules: ConsistentInstructionCasing. The warnings above are errors because of '# check=error=true' in the Dockerfile: fix them, or skip a rule with '# check=skip=RULE'.",
  ],
  [
    'heredoc',
    'app/heredoc.Dockerfile',
    'The build failed at app/heredoc.Dockerfile:4: process "/bin/busybox sh -c echo hi\\nfalse\\n" did not complete successfully: exit code: 1 (hi).',
    4,
  ],
  [
    'two-platforms',
    'two.Dockerfile',
    'The build failed at two.Dockerfile:3: process "/bin/busybox sh -c echo one;    exit 3" did not complete successfully: exit code: 3 (one).',
    3,
  ],
  ['instruction-arguments', 'env.Dockerfile', 'The build failed at env.Dockerfile:3: ENV must have two arguments.', 3],
  [
    'classic-multi-platform',
    'Dockerfile',
    `The build failed: Multi-platform build is not supported for the docker driver. ${store}`,
  ],
  [
    'classic-attestation',
    'Dockerfile',
    `The build failed: Attestation is not supported for the docker driver. ${store}`,
  ],
  ['classic-cache', 'Dockerfile', `The build failed: Cache export is not supported for the docker driver. ${store}`],
  ['classic-layout', 'Dockerfile', `The build failed: OCI exporter is not supported for the docker driver. ${store}`],
  [
    'classic-push-refused',
    'Dockerfile',
    'The build failed: Get "http://127.0.0.1:9/v2/": dial tcp 127.0.0.1:9: connect: connection refused.',
  ],
  [
    'push-without-name',
    'Dockerfile',
    "The build failed: tag is needed when pushing to registry. Name the image in 'tags' or 'images', or with 'name=' in the output.",
  ],
  [
    'push-refused',
    'Dockerfile',
    'The build failed: failed to push 127.0.0.1:9/manifold/abc:image: failed to do request: Head "https://127.0.0.1:9/v2/manifold/abc/blobs/sha256:31b4f81ac8966789785068e64baf42ab3b3092dd9256e95acd1caf47a4e9c07a": dial tcp 127.0.0.1:9: connect: connection refused.',
  ],
  [
    'no-builder',
    'Dockerfile',
    `The build failed: no builder "nosuch" found. Check the input 'builder', or set up the builder in an earlier step.`,
  ],
  [
    'builder-is-context',
    'Dockerfile',
    "The build failed: 'far' is a Docker context, not a builder. Remove the input 'builder' and set the environment variable DOCKER_CONTEXT to that name, or replace it with 'builder-options' (field 'endpoint').",
  ],
  [
    'no-engine',
    'Dockerfile',
    'The build failed: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Start Docker before this step.',
  ],
  [
    'no-buildx',
    'Dockerfile',
    "The build failed: Docker does not know buildx. Install Docker's buildx plugin before this step.",
  ],
  [
    'bad-flag',
    'Dockerfile',
    'The build failed: invalid argument "zzz" for "--ulimit" flag: invalid ulimit argument: zzz.',
  ],
  [
    'unwritable-output',
    'Dockerfile',
    'The build failed: failed to create synctarget dest dir /proc/x: mkdir /proc/x: no such file or directory.',
  ],
]

for (const [name, file, sentence, line] of sentences) {
  test(name, () => {
    const { exitCode, output } = recorded(name)
    const error = explainFailure(output, exitCode, file)
    expect(error).toBeInstanceOf(BuildError)
    expect(error.message).toBe(sentence)
    expect(error.place).toEqual(line === undefined ? undefined : expect.objectContaining({ file, line }))
  })
}

test('explains every recorded failure', () => {
  const names = readdirSync(folder).map((name) => name.replace(/\.txt$/, ''))
  expect(sentences.map(([name]) => name).toSorted()).toEqual(names.toSorted())
})

test('reports the exit code of a builder that was killed without an error message', () => {
  expect(explainFailure('#1 [internal] load build definition\n', 137, 'Dockerfile').message).toBe(
    'The build failed: exit code 137.'
  )
})

test.each([
  [
    'docker.io/acme/private:1: failed to resolve source metadata for docker.io/acme/private:1: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    /registry-auth/,
  ],
  [
    'alpine:3: failed to resolve source metadata for docker.io/library/alpine:3: failed to copy: httpReadSeeker: failed open: unexpected status code 429 Too Many Requests: toomanyrequests: You have reached your unauthenticated pull rate limit.',
    /Add credentials for its registry to 'registry-auth' to raise the limit\.$/,
  ],
  ['write /var/lib/docker/x: no space left on device', /Free disk space before this step\.$/],
])('ERROR: failed to build: failed to solve: %s', (reason, sentence) => {
  const { message } = explainFailure(`ERROR: failed to build: failed to solve: ${reason}\n`, 1, 'Dockerfile')
  expect(message).toMatch(sentence)
})

test("does not take the output of a RUN for the builder's error, and shortens it", () => {
  const said = `ERROR: no such option ${'x'.repeat(1000)}`
  const output = `#5 0.2 ${said}\n------\n > [2/2] RUN x:\n0.2 first\n0.3 ${said}\n------\nERROR: failed to build: failed to solve: process "x" did not complete successfully: exit code: 2\n`
  const { message } = explainFailure(output, 1, 'Dockerfile')
  expect(message).toMatch(/^The build failed: process "x" did not complete successfully: exit code: 2 \(ERROR: no such/)
  expect(message.length).toBeLessThan(450)
})

test('reports the last of several errors, and ignores the word elsewhere', () => {
  const output = 'ERROR: failed to receive status\nERROR: failed to build: failed to solve: no\nsee ERROR: above\n'
  expect(explainFailure(output, 1, 'Dockerfile').message).toBe('The build failed: no.')
})

test('names a file other than the requested Dockerfile as the builder does', () => {
  const { output } = recorded('missing-copy')
  const other = output.replace('\nDockerfile:2\n', '\nincluded.dockerfile:2\n')
  expect(explainFailure(other, 1, 'app/Dockerfile').place).toEqual({ file: 'included.dockerfile', line: 2 })
})

test('parses the longest possible output quickly', () => {
  for (const line of [
    'Dockerfile:3\n',
    '------\n > x:\n',
    '------\n',
    'ERROR:\n',
    `${'a'.repeat(1000)}\n`,
    ' \n',
    ':',
  ]) {
    expect(explainFailure(line.repeat(2_000_000 / line.length), 1, 'Dockerfile')).toBeInstanceOf(BuildError)
  }
})

test("shows the end of the step's output, and its lines in the Dockerfile", () => {
  const { exitCode, output } = recorded('warned-run')
  expect(explainFailure(output, exitCode, 'Dockerfile').excerpt).toBe(`exec /a: exec format error

   1 |     from scratch
   2 |     COPY a /
   3 | >>> RUN ["/a"]
   4 |     `)
  const talkative = output.replaceAll('0.186 exec', `${'0.1 noise\n'.repeat(100)}${'0.1 x'.repeat(1000)}\n0.2 exec`)
  const lines = explainFailure(talkative, exitCode, 'Dockerfile').excerpt?.split('\n') ?? []
  expect([lines.length, Math.max(...lines.map(({ length }) => length))]).toEqual([25, 200])
  expect(explainFailure(recorded('no-engine').output, 1, 'Dockerfile').excerpt).toBeUndefined()
})

test('places the error at all lines of an instruction, and at the file as annotations name it', () => {
  const { exitCode, output } = recorded('continued-run')
  const { message, place } = explainFailure(output, exitCode, 'src/app/Dockerfile', { annotated: 'app/Dockerfile' })
  expect(message).toMatch(/^The build failed at src\/app\/Dockerfile:3: process /)
  expect(place).toEqual({ file: 'app/Dockerfile', line: 3, endLine: 5 })
})
