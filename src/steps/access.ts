import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Environment } from '../environment.ts'
import type { Inputs } from '../github/inputs.ts'
import type { RegistryAuth } from '../github/registry-auth.ts'
import { InputError } from '../input-error.ts'
import { canonicalRegistry, isRegistry } from '../oci/reference.ts'
import type { Access } from '../push/targets.ts'
import type { Credential } from '../registry/credentials/credential.ts'

/** What the inputs say of registries, by canonical host. */
export interface GivenAccess {
  readonly credentials: ReadonlyMap<string, Credential>
  readonly access: ReadonlyMap<string, Access>
}

/** Reads the inputs that say who publishes, and the certificates that they name. Throws InputError. */
export async function readAccess(inputs: Inputs, { workspace, log }: Environment): Promise<GivenAccess> {
  const entries = [...inputs.registryAuth, ...singleEntry(inputs)]
  const credentials = new Map<string, Credential>()
  const access = new Map<string, Access>()
  for (const entry of entries) {
    const { registry, username, password } = entry
    if (username && password) {
      log.mask(password)
      credentials.set(registry, { kind: 'password', username, password })
    }
    access.set(registry, await accessOf(entry, workspace))
  }
  return { credentials, access }
}

/** The inputs `registry`, `username` and `password`, as one more entry. */
function singleEntry({ registry, username, password, registryAuth }: Inputs): readonly RegistryAuth[] {
  if (!username && !password) return []
  if (!username || !password) throw new InputError(username ? 'password' : 'username', 'give both, or neither')
  const host = canonicalRegistry(registry)
  if (!isRegistry(host)) throw new InputError('registry', `'${registry}' is no host name`)
  if (registryAuth.some((entry) => entry.registry === host)) {
    throw new InputError('registry', `${host} is listed in 'registry-auth', too`)
  }
  return [{ registry: host, username, password }]
}

async function accessOf(
  { registry, ca, cert, key, insecure, realms }: RegistryAuth,
  workspace: string
): Promise<Access> {
  const tls = {
    ...(ca && { ca: await readPem(ca, 'ca', registry, workspace) }),
    ...(cert && { cert: await readPem(cert, 'cert', registry, workspace) }),
    ...(key && { key: await readPem(key, 'key', registry, workspace) }),
  }
  return { tls, ...(insecure && { insecure }), ...(realms && { realms }) }
}

/** PEM as it stands, or from the file that is named. */
async function readPem(text: string, field: string, registry: string, workspace: string): Promise<string> {
  if (text.includes('-----BEGIN ')) return text
  const path = resolve(workspace, text)
  const content = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new InputError('registry-auth', `'${field}' of ${registry} cannot be read: ${cause.message}`, { cause })
  })
  if (content.includes('-----BEGIN ')) return content
  throw new InputError('registry-auth', `'${field}' of ${registry} is no PEM file: ${text}`)
}
