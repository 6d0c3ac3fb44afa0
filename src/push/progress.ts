import type { Log } from '../environment.ts'
import { formatBytes } from '../oci/bytes.ts'
import type { Push } from './push.ts'

/** Milliseconds between two reports. */
const interval = 5_000

/** Says every few seconds how far uploads are that go on: bytes, rate, and the time left. */
export function watchProgress(pushes: readonly Push[], log: Log): Disposable {
  const last = new Map<Push, number>()
  const timer = setInterval(() => {
    for (const push of pushes) {
      const before = last.get(push) ?? 0
      if (push.sent > before) log.info(describe(push, push.sent - before))
      last.set(push, push.sent)
    }
  }, interval)
  timer.unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

function describe({ name, sent, expected }: Push, recent: number): string {
  const rate = (recent * 1000) / interval
  const left = Math.max(0, expected - sent)
  const time = left > 0 ? `, ${Math.ceil(left / rate)} s left` : ''
  return `${name}: ${formatBytes(sent)} of ${formatBytes(Math.max(sent, expected))} sent, ${formatBytes(rate)}/s${time}`
}
