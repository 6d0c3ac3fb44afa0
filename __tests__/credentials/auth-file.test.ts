import { mkdir, mkdtempDisposable, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addToAuthFile, writeAuthFile } from '../../src/credentials/auth-file.ts'

const entry = (name: string) => ({ auth: Buffer.from(`${name}:secret-of-${name}`).toString('base64') })
const login = (username: string) => ({ username, password: `secret-of-${username}` })

test("joins the step's logins with those of Podman's and Docker's files, and disables helpers for its own", async () => {
  await using home = await mkdtempDisposable(join(tmpdir(), 'manifold-home-'))
  const files = {
    '.docker/config.json': {
      auths: { 'quay.io': entry('docker'), 'ghcr.io': entry('docker') },
      credHelpers: { 'https://registry.test': 'ours', 'gcr.io': 'gcloud' },
      credsStore: 'desktop',
    },
    'run/containers/auth.json': { auths: { 'quay.io/acme': entry('podman'), 'ghcr.io': entry('podman') } },
  }
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(home.path, name, '..'), { recursive: true })
    await writeFile(join(home.path, name), JSON.stringify(content))
  }
  const directory = join(home.path, 'own')
  const variables = {
    HOME: home.path,
    XDG_RUNTIME_DIR: join(home.path, 'run'),
    DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { 'ecr.test': entry('variable') } }),
  }
  const logins = new Map([['docker.io', login('step')]])
  const path = join(directory, 'auth.json')
  expect(await writeAuthFile({ directory, logins, variables })).toEqual({ REGISTRY_AUTH_FILE: path })
  await addToAuthFile(directory, 'registry.test', login('later'))
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
    auths: {
      'quay.io': entry('docker'),
      'quay.io/acme': entry('podman'),
      'ghcr.io': entry('docker'),
      'ecr.test': entry('variable'),
      'https://index.docker.io/v1/': entry('step'),
      'registry.test': entry('later'),
    },
    credHelpers: { 'gcr.io': 'gcloud' },
  })
  expect([(await stat(directory)).mode & 0o777, (await stat(path)).mode & 0o777]).toEqual([0o700, 0o600])
})
