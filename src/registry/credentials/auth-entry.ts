import type { Credential } from './credential.ts'

/**
 * Reads an entry of `auths`: docker/cli, cli/config/configfile/file.go. `auth` goes before `username` and `password`, as
 * for Docker. Undefined where there is nothing in it, as where a credential store has it; throws where what there is
 * cannot be used. No message shows any of it.
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

/** An identity token; Docker writes `<token>` where no user goes with it. */
export function identityOf(token: string, username: string): Credential {
  return { kind: 'identity-token', token, ...(username && username !== '<token>' && { username }) }
}

function fieldsOf(entry: unknown): Readonly<Record<string, unknown>> {
  if (typeof (entry ?? {}) !== 'object') throw new Error('it is not a JSON object')
  return { ...(entry as object | null) }
}

function pairIn(fields: Readonly<Record<string, unknown>>): { readonly username: string; readonly password: string } {
  const auth = textIn(fields, 'auth')
  if (auth === '') return { username: textIn(fields, 'username'), password: textIn(fields, 'password') }
  const decoded = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '')
  const [, username, password] = /^([^:]*):(.*)$/s.exec(decoded) ?? []
  if (username === undefined || password === undefined || !/^[A-Za-z0-9+/_=\s-]*$/.test(auth)) {
    throw new Error("its 'auth' is not the base64 of user:password")
  }
  return { username, password }
}

function textIn(fields: Readonly<Record<string, unknown>>, name: string): string {
  const value = fields[name] ?? ''
  if (typeof value !== 'string') throw new Error(`its '${name}' is not text`)
  return value
}
