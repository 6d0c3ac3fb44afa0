import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Reply, refusal } from './reply.ts'

/** Who may use the sink: the builder that is told the password, and nobody else. */
export interface SinkLogin {
  readonly username: string
  readonly password: string
}

const username = 'manifold'

/** A password that nobody can guess, in letters and digits, so that it looks the same wherever it is written. */
export function newLogin(): SinkLogin {
  return { username, password: randomBytes(32).toString('hex') }
}

/** Whether a request's `Authorization` is that of the login: RFC 7617. The time that it takes tells nothing. */
export function isAdmitted(authorization: string | undefined, { username: user, password }: SinkLogin): boolean {
  const given = /^basic +(?<pair>[\w+/]+=*) *$/i.exec(authorization ?? '')?.groups?.pair ?? ''
  return timingSafeEqual(sha256(Buffer.from(given, 'base64')), sha256(Buffer.from(`${user}:${password}`)))
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

/** What everybody else is answered, whatever was asked. */
export function askForLogin(): Reply {
  const { headers, ...reply } = refusal('UNAUTHORIZED', 'only the builder of this step may push here')
  return { ...reply, headers: { ...headers, 'www-authenticate': 'Basic realm="manifold", charset="UTF-8"' } }
}
