import type { Sink } from '../../src/intake/sink/server.ts'

/** The origin of a sink, with the login that each request is to bring. */
export function originOf({ host, login: { username, password } }: Pick<Sink, 'host' | 'login'>): string {
  return `http://${username}:${password}@${host}`
}
