import { setImmediate } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import type { Deadline } from './deadline.ts'
import { BodyTooLarge, type HttpResponse } from './message.ts'

/** Milliseconds that the body of a response may take in total. */
export interface BodyTimes {
  /** A body that is needed; its size is bounded. */
  readonly body: number
  /** A body that only explains, such as that of an error. */
  readonly optional: number
  /** A body that is discarded: worth a short wait for its end, since the connection can be reused then. */
  readonly unwanted: number
}

/** Discarding more bytes than this costs more than opening another connection. */
const unwantedBytes = 64 * 1024
const late = 'its response did not end in time'
/** Bytes that a body without a time limit must bring in the time that another may take in total; else it never ends. */
export const leastProgress = 64 * 1024
const slow = 'its response came too slowly'

/** A response whose head has arrived; its body must end before the `deadline`. */
export function openResponseBody(
  url: URL,
  { statusCode, headers, body }: Dispatcher.ResponseData,
  deadline: Deadline,
  times: BodyTimes
): HttpResponse {
  const linesOf = (name: string): string[] => [headers[name] ?? []].flat()
  return {
    status: statusCode,
    url,
    header: (name) => linesOf(name)[0],
    headers: linesOf,
    headerNames: Object.keys(headers),
    async discard() {
      deadline.begin(times.unwanted, late)
      await body.dump({ limit: unwantedBytes })
      deadline.close()
      await isFree()
    },
    async *pieces() {
      const incoming = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array<ArrayBuffer>>
      try {
        for (let [left, size] = [times.body, 0]; ; ) {
          deadline.begin(left, slow)
          const began = performance.now()
          const { done, value } = await incoming.next()
          deadline.pause()
          if (done) return
          size += value.length
          left -= performance.now() - began
          if (size >= leastProgress) [left, size] = [times.body, 0]
          yield value
        }
      } finally {
        deadline.close()
        await incoming.return?.()
      }
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

/** undici frees the connection a turn of the event loop later: a request before that opens another needlessly. */
const isFree: () => Promise<void> = setImmediate
