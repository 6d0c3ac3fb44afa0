import type { Sink } from '../../src/intake/sink/server.ts'

/** The origin of a sink, with the login that each request needs. */
export function originOf({ host, login: { username, password } }: Pick<Sink, 'host' | 'login'>): string {
  return `http://${username}:${password}@${host}`
}
