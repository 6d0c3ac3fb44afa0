import { setImmediate } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import type { Deadline } from './deadline.ts'
import { type Answer, BodyTooLarge } from './exchange.ts'

/** Milliseconds that the body of an answer may take as a whole. */
export interface BodyTimes {
  /** One that is needed, whose size is bounded. */
  readonly body: number
  /** One that only explains, as that of an error. */
  readonly optional: number
  /** One that nobody reads: the rest of it is worth a moment, since then the connection can be used again. */
  readonly unwanted: number
}

/** More bytes than these cost more than another connection. */
const unwantedBytes = 64 * 1024
const late = 'its response did not end in time'

/** The answer whose head has come, with a body that must end before its `deadline`. */
export function incoming(
  url: URL,
  { statusCode, headers, body }: Dispatcher.ResponseData,
  deadline: Deadline,
  times: BodyTimes
): Answer {
  const linesOf = (name: string): string[] => [headers[name] ?? []].flat()
  return {
    status: statusCode,
    url,
    header: (name) => linesOf(name)[0],
    headers: linesOf,
    async discard() {
      deadline.begin(times.unwanted, late)
      await body.dump({ limit: unwantedBytes })
      deadline.close()
      await isFree()
    },
    async bytes(limit, use = 'needed') {
      deadline.begin(use === 'needed' ? times.body : times.optional, late)
      try {
        return await read(body, limit)
      } finally {
        deadline.close()
      }
    },
  }
}

async function read(body: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    // Leaving the loop destroys the body and with it the connection.
    if (size > limit) throw new BodyTooLarge(limit)
    chunks.push(chunk)
  }
  await isFree()
  return Buffer.concat(chunks)
}

/** undici has the connection back a turn of the event loop later: who asks before that opens another for nothing. */
const isFree: () => Promise<void> = setImmediate
