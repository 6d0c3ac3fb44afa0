import { readFile } from 'node:fs/promises'
import { get as getPlain } from 'node:http'
import { get as getSecure } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Trust } from './registry-config.ts'

/** A request that a registry has responded to. */
export interface Request {
  readonly method: string
  /** Including its query, as sent. */
  readonly path: string
  readonly status: number
  /** The size of the response body. */
  readonly bytes: number
  readonly agent: string
}

export interface RequestLog {
  /** The requests since `clear`, in the order of their responses. */
  requests(): Promise<Request[]>
  clear(): Promise<void>
}

/**
 * Reads the log of the registry at `url`. A registry logs a request after it has sent the response, so we send a marker
 * request after the others, and read the log once the marker is in it.
 */
export function readRequests(log: string, url: string, trust: Trust | undefined): RequestLog {
  const marker = '/v2/?marker='
  let markers = 0
  let start = 0
  const settled = async (): Promise<string> => {
    markers += 1
    const answered = await ask(`${url}${marker}${markers}`, trust)
    for (;;) {
      const text = await readFile(log, 'utf8')
      if (!answered || text.includes(`${marker}${markers} `)) return text
      await sleep(5)
    }
  }
  return {
    requests: async () => parseLog((await settled()).slice(start)).filter(({ path }) => !path.startsWith(marker)),
    clear: async () => {
      start = (await settled()).length
    },
  }
}

const line =
  /^\S+ - \S+ \[[^\]]+\] "(?<method>\S+) (?<path>\S+) [^"]*" (?<status>\d+) (?<bytes>\d+) "[^"]*" "(?<agent>.*)"$/

/** Extracts the requests from a registry's log, which has them in Apache's "combined" format among other lines. */
export function parseLog(text: string): Request[] {
  return text.split('\n').flatMap((text) => {
    const fields = line.exec(text)?.groups
    if (!fields) return []
    const { method = '', path = '', status, bytes, agent = '' } = fields
    return [{ method, path, status: Number(status), bytes: Number(bytes), agent }]
  })
}

/** Whether there was a response, with any status: a registry that was killed sends none. */
async function ask(url: string, trust: Trust | undefined): Promise<boolean> {
  const { certificate, key } = trust?.files.client ?? {}
  const identity = certificate && key ? { cert: await readFile(certificate), key: await readFile(key) } : {}
  return new Promise((resolve) => {
    const asked = trust ? getSecure(url, { agent: false, ca: trust.ca, ...identity }) : getPlain(url, { agent: false })
    asked.once('error', () => resolve(false))
    asked.once('response', (response) => response.resume().once('end', () => resolve(true)))
  })
}
