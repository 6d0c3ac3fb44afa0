import { readFile } from 'node:fs/promises'
import { get as getPlain } from 'node:http'
import { get as getSecure } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Trust } from './registry-config.ts'

/** A request that a registry has answered. */
export interface Request {
  readonly method: string
  /** With its query, as it was sent. */
  readonly path: string
  readonly status: number
  /** Of the answer's body. */
  readonly bytes: number
  readonly agent: string
}

export interface RequestLog {
  /** What was asked since `clear`, in the order in which it was answered. */
  requests(): Promise<Request[]>
  clear(): Promise<void>
}

/**
 * Reads the log of the registry at `url`. A registry writes its line after the answer was sent, so a request of our
 * own goes after the others, and the log is read when that one is in it.
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

/** Picks the requests from a registry's log, which has them in Apache's "combined" format between other lines. */
export function parseLog(text: string): Request[] {
  return text.split('\n').flatMap((text) => {
    const fields = line.exec(text)?.groups
    if (!fields) return []
    const { method = '', path = '', status, bytes, agent = '' } = fields
    return [{ method, path, status: Number(status), bytes: Number(bytes), agent }]
  })
}

/** Whether there was an answer, of whatever status: a registry that was killed gives none. */
async function ask(url: string, trust: Trust | undefined): Promise<boolean> {
  const { certificate, key } = trust?.files.client ?? {}
  const identity = certificate && key ? { cert: await readFile(certificate), key: await readFile(key) } : {}
  return new Promise((resolve) => {
    const asked = trust ? getSecure(url, { agent: false, ca: trust.ca, ...identity }) : getPlain(url, { agent: false })
    asked.once('error', () => resolve(false))
    asked.once('response', (response) => response.resume().once('end', () => resolve(true)))
  })
}
