import { execFileSync } from 'node:child_process'
import { mkdir, mkdtempDisposable, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { checkContent, expandPaths } from '../../src/steps/read/context.ts'

interface Asked {
  readonly context?: string
  readonly file?: string
  readonly builder?: string
}

/** Looks for the Dockerfile in a checkout with these files. */
async function check(
  paths: readonly string[],
  { context = '', file = '', builder = '' }: Asked,
  arrange?: (path: string) => unknown
) {
  await using workspace = await mkdtempDisposable(join(tmpdir(), 'context-'))
  for (const path of paths) {
    await mkdir(dirname(join(workspace.path, path)), { recursive: true })
    await writeFile(join(workspace.path, path), 'FROM scratch\n')
  }
  await arrange?.(workspace.path)
  return await checkContent({ context, file, builder, source: undefined }, workspace.path).then(
    () => 'found',
    (error: Error) => error.message
  )
}

test.each<[string, Asked, readonly string[], string]>([
  ['the checkout', {}, ['Dockerfile'], 'found'],
  ['the folder of its context', { context: 'api' }, ['api/Dockerfile'], 'found'],
  ['the checkout, outside its context', { context: 'api', file: 'Dockerfile' }, ['Dockerfile', 'api/x'], 'found'],
  ['the folder of the default context', { context: '{{defaultContext}}:api' }, ['api/Dockerfile'], 'found'],
  [
    'the folder of the default context, by name',
    { context: '{{defaultContext}}:api', file: 'Dockerfile' },
    ['Dockerfile', 'api/Dockerfile'],
    'found',
  ],
  ["Buildah's place for it", { builder: 'buildah' }, ['Containerfile'], 'found'],
  ['another place for Podman', { builder: 'podman', context: 'api' }, ['api/Dockerfile'], 'found'],
  ['the default context', { context: '{{ defaultContext }}', file: 'api/Dockerfile' }, ['api/Dockerfile'], 'found'],
])('looks for the Dockerfile in %s', async (_, asked, paths, outcome) => {
  expect(await check(paths, asked)).toBe(outcome)
})

test.each([
  ['{{defaultContext}}:api', 'Dockerfile', 'api/Dockerfile'],
  ['{{defaultContext}}:api', './build/Dockerfile', 'api/build/Dockerfile'],
  ['{{defaultContext}}:api', '/etc/Dockerfile', '/etc/Dockerfile'],
  ['{{defaultContext}}:api', 'https://example.com/Dockerfile', 'https://example.com/Dockerfile'],
  ['{{defaultContext}}:api', '', ''],
  ['{{defaultContext}}', 'Dockerfile', 'Dockerfile'],
  ['api', 'Dockerfile', 'Dockerfile'],
])('with the context %s, the file %s is %s', (context, file, expected) => {
  expect(expandPaths({ context, file }).file).toBe(expected)
})

test.each<[string, Asked, readonly string[], string]>([
  ['there is none', {}, ['README'], 'Dockerfile does not exist. Does actions/checkout run before this step?'],
  [
    'it is elsewhere in the checkout',
    {},
    ['docker/app/Dockerfile', 'node_modules/x/Dockerfile'],
    "Dockerfile does not exist, but docker/app/Dockerfile does. To build docker/app/Dockerfile, set 'file: docker/app/Dockerfile'.",
  ],
  [
    'it has another name',
    { file: 'dockerfile.prod' },
    ['Dockerfile', 'Dockerfile.dev', '.dockerignore', 'Dockerfile.dockerignore'],
    'dockerfile.prod does not exist, but Dockerfile, Dockerfile.dev do.',
  ],
  [
    'it is beside the folder of the default context',
    { context: '{{defaultContext}}:api', file: 'Dockerfile' },
    ['Dockerfile', 'api/main.go'],
    "With '{{defaultContext}}:api', 'file' is relative to that directory: to build Dockerfile, set 'context: api' and 'file: Dockerfile'.",
  ],
])('says which files exist if %s', async (_, asked, paths, sentence) => {
  expect(await check(paths, asked)).toContain(sentence)
})

test.each<[string, (path: string) => unknown]>([
  ['a FIFO', (path) => execFileSync('mkfifo', [path])],
  ['a link to a device', (path) => symlink('/dev/zero', path)],
  ['a folder', (path) => mkdir(path)],
])('refuses %s in place of the Dockerfile before anything is read', async (_, arrange) => {
  const message = await check([], {}, (path) => arrange(join(path, 'Dockerfile')))
  expect(message).toContain('Dockerfile is not a regular file')
})

test.each([
  ['oci-archive', 'app.tar', 'app.tar does not exist. Does an earlier step of this job write or download it?'],
  [
    'docker-archive',
    'app',
    "app is a directory: write 'oci-layout:app' for an image layout, or the path of the archive",
  ],
  ['oci-layout', 'app/file', "app/file is a file: write 'oci-archive:app/file'"],
  ['oci-layout', 'app', 'found'],
  ['oci-archive', 'app/file', 'found'],
] as const)('with the source %s:%s, says: %s', async (kind, location, outcome) => {
  await using workspace = await mkdtempDisposable(join(tmpdir(), 'context-'))
  await mkdir(join(workspace.path, 'app'))
  await writeFile(join(workspace.path, 'app', 'file'), '')
  const checked = checkContent(
    { context: '', file: '', builder: '', source: [{ kind, location }] },
    workspace.path
  ).then(
    () => 'found',
    ({ message }: Error) => message
  )
  expect(await checked).toContain(outcome)
})
