import type { JsonRecord } from '../json.ts'
import type { Credential } from '../registry/auth/credential.ts'

/**
 * Reads an entry of `auths`: docker/cli, cli/config/configfile/file.go. `auth` takes precedence over `username` and
 * `password`, as in Docker. Undefined if the entry is empty, as when a credential store is used; throws if it cannot be
 * used. Error messages show no part of it.
 */
export function readAuthEntry(entry: unknown): Credential | undefined {
  const fields = fieldsOf(entry)
  const { username, password } = pairIn(fields)
  const [registryToken, identityToken] = [textIn(fields, 'registrytoken'), textIn(fields, 'identitytoken')]
  if (registryToken) return { kind: 'registry-token', token: registryToken }
  if (identityToken) return identityOf(identityToken, username)
  if (username && password) return { kind: 'password', username, password }
  if (username || password) throw new Error(`it has no ${username ? 'password' : 'user name'}`)
  return undefined
}

/** An identity token. Docker stores one that has no user name under the name `<token>`. */
export function identityOf(token: string, username: string): Credential {
  return { kind: 'identity-token', token, ...(username && username !== '<token>' && { username }) }
}

function fieldsOf(entry: unknown): JsonRecord {
  if (typeof (entry ?? {}) !== 'object') throw new Error('it is not a JSON object')
  return { ...(entry as object | null) }
}

function pairIn(fields: JsonRecord): { readonly username: string; readonly password: string } {
  const auth = textIn(fields, 'auth')
  if (auth === '') return { username: textIn(fields, 'username'), password: textIn(fields, 'password') }
  const decoded = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '')
  const [, username, password] = /^([^:]*):(.*)$/s.exec(decoded) ?? []
  if (username === undefined || password === undefined || !/^[A-Za-z0-9+/_=\s-]*$/.test(auth)) {
    throw new Error("its 'auth' is not user:password in base64")
  }
  return { username, password }
}

function textIn(fields: JsonRecord, name: string): string {
  const value = fields[name] ?? ''
  if (typeof value !== 'string') throw new Error(`its '${name}' is not a string`)
  return value
}
