import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findProgram, runProgram } from './programs.ts'
import type { Progress } from './run.ts'

/** A certificate with its private key, as PEM files. Only the owner can read the key. */
export interface Certificate {
  readonly certificate: string
  readonly key: string
}

/** A private CA, which clients must be configured to trust. */
export interface Authority {
  /** The CA certificate file for its clients. */
  readonly certificate: string
  issueServer(): Promise<Certificate>
  issueClient(name: string): Promise<Certificate>
}

/** One configuration for all certificates, which both OpenSSL and LibreSSL can read. */
const configurationFor = (addresses: readonly string[]) => `
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = ${['IP:127.0.0.1', 'IP:::1', 'DNS:localhost', ...addresses.map((each) => `IP:${each}`)].join(', ')}
[client]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
`

/** Creates a CA with its files in `folder`. Its server certificates are for 127.0.0.1, ::1, localhost and `addresses`. */
export async function createAuthority(
  folder: string,
  progress: Progress,
  addresses: readonly string[] = []
): Promise<Authority> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const config = join(folder, 'openssl.cnf')
  await writeFile(config, configurationFor(addresses))
  const program = await findProgram('openssl', { name: 'openssl', release: ['openssl'] }, progress)
  const openssl = (args: readonly string[]) => runProgram(program, args)
  const root = filesOf(folder, 'authority')
  await openssl([
    'req',
    '-x509',
    '-config',
    config,
    '-extensions',
    'authority',
    ...request('manifold', root),
    ...lifetime,
  ])
  const issue = async (kind: 'server' | 'client', name: string): Promise<Certificate> => {
    const files = filesOf(folder, name)
    const csr = `${files.certificate}.csr`
    await openssl(['req', '-new', '-config', config, ...request(name, { ...files, certificate: csr })])
    const serial = `0x${randomBytes(16).toString('hex')}`
    const authority = ['-CA', root.certificate, '-CAkey', root.key, '-set_serial', serial]
    const extensions = ['-extfile', config, '-extensions', kind]
    await openssl(['x509', '-req', '-in', csr, ...authority, ...extensions, ...lifetime, '-out', files.certificate])
    return files
  }
  return {
    certificate: root.certificate,
    issueServer: () => issue('server', 'localhost'),
    issueClient: (name) => issue('client', name),
  }
}

const lifetime = ['-sha256', '-days', '7']

function filesOf(folder: string, name: string): Certificate {
  return { certificate: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) }
}

/** The arguments that create a new key and request its certificate. */
function request(name: string, { certificate, key }: Certificate): string[] {
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key]
  return ['-subj', `/CN=${name}`, ...newKey, '-out', certificate]
}
