import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Certificate, createAuthority } from './certificates.ts'
import { findProgram, runProgram } from './programs.ts'
import type { Progress } from './run.ts'

/** How clients can access the registry. */
export interface Access {
  /** With a certificate for 127.0.0.1 and localhost, issued by a private CA. */
  readonly tls?: boolean
  /** Requires a client certificate; implies TLS. */
  readonly clientCertificate?: boolean
  /** Requires this account, with Basic authentication. */
  readonly htpasswd?: Account
}

interface Account {
  readonly username: string
  readonly password: string
}

/** What clients need for TLS. */
export interface Trust {
  /** The CA certificate, as PEM. */
  readonly ca: string
  readonly files: { readonly authority: string; readonly client?: Certificate }
}

/** Writes `<folder>/config.yml` and the files it refers to. Nothing is cached, so a blob deleted from disk is gone. */
export async function writeConfig(
  folder: string,
  storage: { readonly root: string; readonly address: string },
  access: Access,
  progress: Progress
): Promise<Trust | undefined> {
  const secure = access.tls || access.clientCertificate ? await secureWith(folder, access, progress) : undefined
  const auth = access.htpasswd && {
    htpasswd: { realm: 'registry', path: await writeAccount(folder, access.htpasswd, progress) },
  }
  const config = {
    version: '0.1',
    log: { level: 'info', accesslog: { disabled: false } },
    storage: { filesystem: { rootdirectory: storage.root }, delete: { enabled: true } },
    http: { addr: storage.address, secret: randomBytes(16).toString('hex'), ...(secure && { tls: secure.tls }) },
    ...(auth && { auth }),
  }
  // JSON is YAML too.
  await writeFile(join(folder, 'config.yml'), JSON.stringify(config))
  return secure?.trust
}

async function secureWith(folder: string, { clientCertificate }: Access, progress: Progress) {
  const authority = await createAuthority(join(folder, 'certificates'), progress)
  const server = await authority.issueServer()
  const client = clientCertificate ? await authority.issueClient('client') : undefined
  const trust: Trust = {
    ca: await readFile(authority.certificate, 'utf8'),
    files: { authority: authority.certificate, ...(client && { client }) },
  }
  const tls = { ...server, ...(client && { clientcas: [authority.certificate] }) }
  return { tls, trust }
}

/** Uses bcrypt, the only accepted hash, at its lowest cost: it is computed for every request. */
async function writeAccount(folder: string, account: Account, progress: Progress): Promise<string> {
  const htpasswd = await findProgram('htpasswd', { name: 'htpasswd', release: ['apache2-utils'] }, progress)
  const path = join(folder, 'htpasswd')
  const line = await runProgram(htpasswd, ['-niB', '-C', '4', account.username], account.password)
  await writeFile(path, line, { mode: 0o600 })
  return path
}
