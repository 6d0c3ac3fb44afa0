import type { Behaviour, Elsewhere } from './behaviour.ts'
import type { Log } from './log.ts'
import type { Sessions } from './sessions.ts'
import type { Store } from './store.ts'

/** What request handlers need. */
export interface Desk {
  readonly store: Store
  readonly sessions: Sessions
  readonly log: Log
  /** The current behavior. */
  readonly behaviour: Behaviour
  readonly home: string
  /** The origin of the second server, which has the same content and requires no credentials. */
  readonly elsewhere: string
}

export function originOf(desk: Desk, elsewhere: Elsewhere): string {
  return elsewhere === 'elsewhere' ? desk.elsewhere : elsewhere.origin
}

/** The Docker-Content-Digest header, as configured. */
export function digestHeader({ behaviour }: Desk, digest: string): Record<string, string> {
  if (behaviour.digestHeader === 'missing') return {}
  const wrong = `${digest.slice(0, -4)}${digest.endsWith('0000') ? '1111' : '0000'}`
  return { 'docker-content-digest': behaviour.digestHeader === 'wrong' ? wrong : digest }
}
