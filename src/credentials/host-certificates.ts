import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readText } from '../disk/regular-file.ts'
import type { Variables } from '../environment.ts'
import type { Tls } from '../http/connection/tls.ts'
import { InputError } from '../input-error.ts'
import { userConfigDirectory } from './config-files.ts'

/**
 * The certificates that Docker and Podman use for a registry: `<host:port>/*.crt` are CAs, and a `.cert` and a `.key` of
 * one name are a client certificate. If several folders exist, the first is used. (docs.docker.com, "Verify
 * repository client with certificates"; containers-certs.d(5).) Throws InputError if a file cannot be used.
 */
export async function hostCertificates(
  registry: string,
  variables: Variables,
  folders: readonly string[] = certificateFolders(variables)
): Promise<Tls> {
  for (const folder of folders) {
    const directory = join(folder, registry)
    const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
      // A port makes a name that Windows does not allow.
      if (['ENOENT', 'ENOTDIR', 'EINVAL'].includes(error.code ?? '')) return undefined
      throw unusable(directory, error.code ?? error.message)
    })
    if (names) return await readAll(directory, names.toSorted())
  }
  return {}
}

/** In Docker's order: the user's own folders first, as rootless Docker and Podman have them. */
function certificateFolders(variables: Variables): readonly string[] {
  const config = userConfigDirectory(variables)
  const own = config ? [join(config, 'docker/certs.d'), join(config, 'containers/certs.d')] : []
  return [...own, '/etc/docker/certs.d', '/etc/containers/certs.d']
}

async function readAll(directory: string, names: readonly string[]): Promise<Tls> {
  const authorities = names.filter((name) => name.endsWith('.crt'))
  const ca = await Promise.all(authorities.map((name) => read(directory, name)))
  const client = names.find((name) => name.endsWith('.cert'))
  const own = client === undefined ? {} : await readPair(directory, client, names)
  return { ...(ca.length > 0 && { ca: ca.join('\n') }), ...own }
}

async function readPair(directory: string, certificate: string, names: readonly string[]): Promise<Tls> {
  const key = certificate.replace(/cert$/, 'key')
  if (!names.includes(key)) throw unusable(join(directory, certificate), `${key} is missing next to it`)
  return { cert: await read(directory, certificate), key: await read(directory, key) }
}

async function read(directory: string, name: string): Promise<string> {
  const path = join(directory, name)
  return await readText(path).catch(({ code, message }: NodeJS.ErrnoException) => {
    throw unusable(path, code ?? message)
  })
}

function unusable(path: string, reason: string): InputError {
  return new InputError('registry-auth', `the certificate ${path} cannot be used: ${reason}`)
}
