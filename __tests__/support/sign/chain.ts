import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findProgram, runProgram } from '../../../scripts/machine/programs.ts'
import type { TestKey } from './keys.ts'

const configuration = `
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[signer]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = codeSigning
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
[bare]
basicConstraints = critical, CA:FALSE
`

export type CertificateUse = 'signer' | 'server' | 'bare'

export interface ChainOptions {
  readonly use?: CertificateUse
  /** Days from now on which it expires. */
  readonly days?: number
}

/** A certificate authority that issues certificates for keys. */
export interface SigningAuthority {
  /** Its certificate, as PEM. */
  readonly root: string
  /** The certificate of a key alone, as PEM. */
  issue(key: TestKey, options?: ChainOptions): Promise<string>
}

export async function createSigningAuthority(folder: string): Promise<SigningAuthority> {
  await mkdir(folder, { recursive: true })
  const program = await findProgram('openssl', { name: 'openssl', release: ['openssl'] }, () => undefined)
  const openssl = (...args: readonly string[]) => runProgram(program, args)
  const path = (name: string) => join(folder, name)
  await writeFile(path('openssl.cnf'), configuration)
  const config = ['-config', path('openssl.cnf')]
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', path('root.key')]
  const about = ['-subj', '/CN=Acme Root/O=Acme/C=AT/ST=Wien', '-days', '7', '-out', path('root.crt')]
  await openssl('req', '-x509', ...config, '-extensions', 'authority', ...newKey, ...about)
  let serial = 1
  return {
    root: await readFile(path('root.crt'), 'utf8'),
    async issue({ privateKey }, { use = 'signer', days = 7 } = {}) {
      const name = `signer-${++serial}`
      await writeFile(path(`${name}.key`), privateKey)
      const subject = ['-subj', '/CN=Acme Release/O=Acme/C=AT/ST=Wien']
      await openssl('req', '-new', ...config, ...subject, '-key', path(`${name}.key`), '-out', path(`${name}.csr`))
      const issuer = ['-CA', path('root.crt'), '-CAkey', path('root.key'), '-set_serial', String(serial)]
      const extensions = ['-extfile', path('openssl.cnf'), '-extensions', use, '-days', String(days)]
      await openssl('x509', '-req', '-in', path(`${name}.csr`), ...issuer, ...extensions, '-out', path(`${name}.crt`))
      return await readFile(path(`${name}.crt`), 'utf8')
    },
  }
}
