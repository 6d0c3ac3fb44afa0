import { mkdir, mkdtempDisposable, readdir, readFile, readlink, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { addLogin, writeDockerConfig } from '../../src/credentials/builder-config.ts'
import type { Variables } from '../../src/environment.ts'
import { reportErrors } from '../../src/github/report/report-errors.ts'
import type { Login } from '../../src/oci/distribution/login.ts'
import { recordLog } from '../support/environment.ts'

/** Writes a configuration based on that of a user with these files. */
async function write(
  files: Readonly<Record<string, string>> | undefined,
  logins: Readonly<Record<string, Login>> = {},
  variables: Variables = {}
) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'manifold-docker-'))
  onTestFinished(() => folder.remove())
  const base = join(folder.path, 'home')
  for (const [name, text] of Object.entries(files ?? {})) {
    await mkdir(join(base, name, '..'), { recursive: true })
    await writeFile(join(base, name), text)
  }
  const directory = join(folder.path, 'own', 'docker')
  const children = await writeDockerConfig({
    directory,
    base: files && base,
    logins: new Map(Object.entries(logins)),
    variables,
  })
  const config = JSON.parse(await readFile(join(directory, 'config.json'), 'utf8'))
  return { base, directory, children, config }
}

const ann: Login = { username: 'ann', password: 's3cret: of "ann"' }
const annAuth = { auth: Buffer.from('ann:s3cret: of "ann"').toString('base64') }

test('writes the logins of this step for its child processes, unreadable for others', async () => {
  const written = await write(undefined, { 'ghcr.io': ann })
  const { directory, children, config } = written
  expect(children).toEqual({ DOCKER_CONFIG: directory })
  expect(config.auths).toEqual({ 'ghcr.io': annAuth })
  expect((await stat(directory)).mode & 0o777).toBe(0o700)
  expect((await stat(join(directory, 'config.json'))).mode & 0o777).toBe(0o600)
  expect(await readdir(directory)).toEqual(['config.json'])
})

test('names a configuration that is not a regular file', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-docker-'))
  const path = join(folder.path, 'config.json')
  await mkdir(path)
  const options = { directory: join(folder.path, 'own'), base: folder.path, logins: new Map(), variables: {} }
  await expect(writeDockerConfig(options)).rejects.toThrow(
    `Input 'registry-auth': the Docker configuration in ${path} cannot be read: it is not a regular file`
  )
})

test("writes Docker Hub's login with the key that Docker uses", async () => {
  const written = await write({}, { 'docker.io': ann, 'registry.example:5000': ann })
  expect(written.config.auths).toEqual({ 'https://index.docker.io/v1/': annAuth, 'registry.example:5000': annAuth })
})

test("disables the user's credential helper for the logins of this step only", async () => {
  const users = {
    auths: { 'ghcr.io': { auth: 'b2xkOm9sZA==' }, 'quay.io': { auth: 'cXVheTpxdWF5' } },
    credsStore: 'desktop',
    credHelpers: { 'ghcr.io': 'gh', 'gcr.io': 'gcloud' },
  }
  const written = await write({ 'config.json': JSON.stringify(users) }, { 'ghcr.io': ann })
  expect(written.config).toEqual({
    auths: { 'ghcr.io': annAuth, 'quay.io': { auth: 'cXVheTpxdWF5' } },
    credsStore: 'desktop',
    credHelpers: { 'ghcr.io': '', 'gcr.io': 'gcloud' },
  })
})

test('adds a login later, whatever helpers the user has, and keeps everything else', async () => {
  const users = {
    auths: { 'quay.io': { auth: 'cXVheTpxdWF5' } },
    credsStore: 'desktop',
    credHelpers: { '127.0.0.1:5000': 'ours', 'gcr.io': 'gcloud' },
    currentContext: 'mine',
  }
  const written = await write({ 'config.json': JSON.stringify(users) }, { 'ghcr.io': ann })
  const { directory, base, config: before } = written
  const bob = { username: 'bob', password: 'b' }
  await addLogin(directory, '127.0.0.1:5000', bob)
  const path = join(directory, 'config.json')
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
    ...before,
    auths: { ...before.auths, '127.0.0.1:5000': { auth: 'Ym9iOmI=' } },
    credHelpers: { 'ghcr.io': '', '127.0.0.1:5000': '', 'gcr.io': 'gcloud' },
  })
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readFile(join(base, 'config.json'), 'utf8')).toBe(JSON.stringify(users))
})

test("prefers DOCKER_AUTH_CONFIG to the user's folder, and this step's logins to both", async () => {
  const users = { auths: { 'quay.io': { auth: 'b2xkOm9sZA==' } }, credHelpers: { 'quay.io': 'q' } }
  const variable = { auths: { 'quay.io': { auth: 'cXVheTpxdWF5' }, 'ghcr.io': { auth: 'b2xkOm9sZA==' } } }
  const variables = { DOCKER_AUTH_CONFIG: JSON.stringify(variable) }
  const written = await write({ 'config.json': JSON.stringify(users) }, { 'ghcr.io': ann }, variables)
  expect(written.config).toEqual({
    auths: { 'quay.io': { auth: 'cXVheTpxdWF5' }, 'ghcr.io': annAuth },
    credHelpers: { 'quay.io': '', 'ghcr.io': '' },
  })
  await expect(write({}, {}, { DOCKER_AUTH_CONFIG: 'x' })).rejects.toThrow('DOCKER_AUTH_CONFIG cannot be read')
})

test("keeps the user's other settings", async () => {
  const users = {
    HttpHeaders: { 'X-Meta': 'a' },
    proxies: { default: { httpProxy: 'http://proxy' } },
    currentContext: 'mine',
    cliPluginsExtraDirs: ['/opt/plugins'],
    plugins: { x: { hooks: 'y' } },
  }
  const files = {
    'config.json': JSON.stringify(users),
    'contexts/meta/0/meta.json': '{"Name":"mine"}',
    'cli-plugins/docker-buildx': 'a program',
    'buildx/current': '{}',
    'buildx/instances/mine': '{}',
    'trust/private': 'keys',
  }
  const written = await write(files)
  const { base, directory, children, config } = written
  expect(config).toEqual({ ...users, auths: {}, credHelpers: {} })
  expect((await readdir(directory)).toSorted()).toEqual(['cli-plugins', 'config.json', 'contexts'])
  expect(await readlink(join(directory, 'contexts'))).toBe(join(base, 'contexts'))
  expect(await readFile(join(directory, 'cli-plugins/docker-buildx'), 'utf8')).toBe('a program')
  expect(children).toEqual({ DOCKER_CONFIG: directory, BUILDX_CONFIG: join(base, 'buildx') })
})

test("leaves buildx's folder where the user has it", async () => {
  const written = await write({}, {}, { BUILDX_CONFIG: '/my/buildx' })
  expect(written.children.BUILDX_CONFIG).toBe('/my/buildx')
})

test("changes none of the user's files", async () => {
  const text = '{ "auths": { "ghcr.io": {} } }'
  const written = await write({ 'config.json': text }, { 'ghcr.io': ann })
  expect(await readFile(join(written.base, 'config.json'), 'utf8')).toBe(text)
  expect(await readdir(written.base)).toEqual(['config.json'])
})

test.each([
  ['a list', '[]', 'it is not a JSON object'],
  ['null', 'null', 'it is not a JSON object'],
  ["'auths' that is not an object", '{"auths":5}', "'auths' is not a JSON object"],
])('refuses a configuration that is %s with the same words as during sign-in', async (_, text, reason) => {
  await expect(write({ 'config.json': text }, { 'ghcr.io': ann })).rejects.toThrow(
    new RegExp(`^Input 'registry-auth': the Docker configuration in .* cannot be read: ${reason}$`)
  )
})

test('fails if the configuration cannot be parsed, rather than losing its logins', async () => {
  await expect(write({ 'config.json': '{' })).rejects.toThrow(
    /^Input 'registry-auth': the Docker configuration in \/.*config\.json cannot be read: .*JSON/
  )
})

// Node quotes invalid JSON in its error message.
test.each<[string, (text: string) => Promise<unknown>]>([
  ["the user's folder", (text) => write({ 'config.json': text })],
  ['DOCKER_AUTH_CONFIG', (text) => write({}, {}, { DOCKER_AUTH_CONFIG: text })],
])('shows nothing of an invalid configuration in %s, not even in debug messages', async (_, read) => {
  const problem: unknown = await read('{"auths":{"ghcr.io":{"auth":dXNlcjpodW50ZXIy}}}').catch((error) => error)
  const log = recordLog()
  reportErrors(problem, { ...log, debug: (line) => log.lines.push(`debug: ${line}`) })
  expect(log.lines).toEqual([
    expect.stringMatching(
      /^error: Input 'registry-auth': the Docker configuration in .* cannot be read: it is not valid JSON$/
    ),
    expect.stringMatching(/^debug: InputError: Input 'registry-auth': the Docker configuration in /),
    expect.stringMatching(/^debug: Error: it is not valid JSON\n/),
  ])
  expect(log.lines.join()).not.toMatch(/dXNl|ghcr|SyntaxError/)
})
