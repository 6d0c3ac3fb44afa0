import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../../../scripts/machine/run.ts'

/** notation as a user of an image runs it, who trusts one authority. */
export interface Notation {
  /** Throws unless an image is signed by who is trusted. */
  verify(image: string, ...options: readonly string[]): Promise<string>
}

/** `ca` is the file of an authority that registries are trusted by. */
export async function useNotation(program: string, folder: string, root: string, ca?: string): Promise<Notation> {
  const config = join(folder, 'config', 'notation')
  const store = join(config, 'truststore', 'x509', 'ca', 'acme')
  await mkdir(store, { recursive: true })
  await writeFile(join(store, 'root.pem'), root)
  const policy = {
    name: 'acme',
    registryScopes: ['*'],
    signatureVerification: { level: 'strict', override: { revocation: 'skip' } },
    trustStores: ['ca:acme'],
    trustedIdentities: ['x509.subject: C=AT, ST=Wien, O=Acme'],
  }
  await writeFile(join(config, 'trustpolicy.json'), JSON.stringify({ version: '1.0', trustPolicies: [policy] }))
  const variables = {
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    PATH: process.env.PATH,
    ...(ca && { SSL_CERT_FILE: ca }),
  }
  return {
    verify: (image, ...options) => run(program, ['verify', ...options, image], { variables, timeout: 60_000 }),
  }
}
