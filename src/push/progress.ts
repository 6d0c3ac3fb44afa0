import type { Log } from '../environment.ts'
import { formatBytes } from '../format-amount.ts'
import type { ContentPush } from './content/content-push.ts'

/** Milliseconds between reports. */
const interval = 5_000

/** Progress of the uploads to one repository, in bytes; `recent` of them were sent in the last `milliseconds`. */
export interface PushProgress {
  readonly done: number
  readonly expected: number
  readonly recent: number
  readonly milliseconds: number
}

/** Logs the progress of running uploads every few seconds: bytes, rate, and the time left. */
export function watchProgress(contents: readonly ContentPush[], log: Log, every: number = interval): Disposable {
  const last = new Map<ContentPush, number>()
  const timer = setInterval(() => {
    for (const content of contents) {
      const { sent, done, expected } = content.meter
      const recent = sent - (last.get(content) ?? 0)
      if (recent > 0) log.info(`${content.name}: ${describeProgress({ done, expected, recent, milliseconds: every })}`)
      last.set(content, sent)
    }
  }, every)
  timer.unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

/** `34 MB of 120 MB sent, 12 MB/s, 8 s left` */
export function describeProgress({ done, expected, recent, milliseconds }: PushProgress): string {
  const rate = (recent * 1000) / milliseconds
  const left = expected - done
  const time = left > 0 && rate > 0 ? `, ${Math.ceil(left / rate)} s left` : ''
  return `${formatBytes(done)} of ${formatBytes(expected)} sent, ${formatBytes(rate)}/s${time}`
}
