import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { refusal, type SinkResponse } from './response.ts'

/** The login of the sink: only the builder is given the password. */
export interface SinkLogin {
  readonly username: string
  readonly password: string
}

const username = 'manifold'

/** An unguessable password of letters and digits only, so that it looks the same in every encoding. */
export function newLogin(): SinkLogin {
  return { username, password: randomBytes(32).toString('hex') }
}

/** Whether a request's `Authorization` matches the login: RFC 7617. Compares in constant time. */
export function isAdmitted(authorization: string | undefined, { username: user, password }: SinkLogin): boolean {
  const given = /^basic +(?<pair>[\w+/]+=*) *$/i.exec(authorization ?? '')?.groups?.pair ?? ''
  return timingSafeEqual(sha256(Buffer.from(given, 'base64')), sha256(Buffer.from(`${user}:${password}`)))
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

/** The response to every other request. */
export function askForLogin(): SinkResponse {
  const { headers, ...reply } = refusal('UNAUTHORIZED', 'only the builder of this step may push here')
  return { ...reply, headers: { ...headers, 'www-authenticate': 'Basic realm="manifold", charset="UTF-8"' } }
}
