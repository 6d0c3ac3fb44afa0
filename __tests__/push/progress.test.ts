import { expect, test } from 'vitest'
import type { BlobContent } from '../../src/oci/blob-content.ts'
import { describeProgress, watchProgress } from '../../src/push/progress.ts'
import { recordLog } from '../support/environment.ts'
import { image, layer } from '../support/images.ts'
import { publishTo } from '../support/publish.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { until } from './support/intake.ts'

const large = image({ layers: [layer(3_000_000)] })

test.each([
  [{ done: 34e6, expected: 120e6, recent: 50e6, milliseconds: 5_000 }, '34 MB of 120 MB sent, 10 MB/s, 9 s left'],
  [{ done: 120e6, expected: 120e6, recent: 1e6, milliseconds: 1_000 }, '120 MB of 120 MB sent, 1 MB/s'],
  [{ done: 0, expected: 10, recent: 0, milliseconds: 1_000 }, '0 B of 10 B sent, 0 B/s'],
])('describes %j as %s', (advance, line) => {
  expect(describeProgress(advance)).toBe(line)
})

// More than socket buffers hold.
const larger = image({ layers: [layer(30_000_000)] })

/** Reads from memory in chunks, as from a file. */
function inPieces(digest: string): BlobContent {
  const bytes = larger.content.find(({ descriptor }) => descriptor.digest === digest)?.bytes ?? Buffer.of()
  return {
    size: bytes.length,
    async *read(start, end) {
      for (let at = start; at < end; at += 100_000) yield bytes.subarray(at, Math.min(end, at + 100_000))
    },
  }
}

test('logs the progress of each target that is uploading, and of no other', async () => {
  await using slow = await startTestRegistry()
  await using idle = await startTestRegistry()
  idle.put('o/app', larger, 'v1')
  slow.fail({ method: 'PUT', kind: 'upload' }, { trickle: 1_000_000, every: 10 }, { times: 9 })
  const log = recordLog()
  let watch: Disposable | undefined
  const outcomes = await publishTo([`${slow.host}/o/app:v1`, `${idle.host}/o/app:v1`], larger, {
    contentOf: inPieces,
    meanwhile: (pushes) => {
      watch = watchProgress(
        pushes.map(({ content }) => content),
        log,
        10
      )
    },
  })
  watch?.[Symbol.dispose]()
  const line = new RegExp(
    `^${slow.host}/o/app: [\\d.]+ [kM]?B of [\\d.]+ [kM]?B sent, [\\d.]+ [kM]?B/s(, \\d+ s left)?$`
  )
  expect(log.lines.filter((each) => each.includes(' of 30 MB sent, ')).length).toBeGreaterThan(1)
  for (const each of log.lines) expect(each).toMatch(line)
  const { length } = log.lines
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(log.lines).toHaveLength(length)
  expect(outcomes.map(({ status }) => status)).toEqual(['published', 'published'])
})

test('counts bytes that were sent twice as sent, but not as progress', async () => {
  await using registry = await startTestRegistry({ behaviour: { brokenUpload: 'lost' } })
  const put = { method: 'PUT', kind: 'upload', digest: large.content[1]?.descriptor.digest ?? '' } as const
  registry.fail(put, { resetAfter: 2_000_000 })
  let meter: { readonly done: number; readonly expected: number } | undefined
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], large, {
    meanwhile: ([push]) => {
      meter = push?.content.meter
    },
  })
  const size = large.content.reduce((sum, { descriptor }) => sum + descriptor.size, 0)
  expect(outcome?.sent).toBeGreaterThanOrEqual(size + 2_000_000)
  expect([meter?.done, meter?.expected]).toEqual([size, size])
})

test('reports what was kept, mounted, sent and retried, and how long it took', async () => {
  await using registry = await startTestRegistry()
  const [, base] = large.content
  registry.putBlob('o/app', base?.bytes ?? Buffer.of())
  registry.fail({ method: 'PUT', kind: 'manifest' }, { status: 503 }, { times: 2 })
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], large)
  expect(outcome).toMatchObject({
    status: 'published',
    traffic: { kept: { blobs: 1, bytes: 3_000_000 }, mounted: { blobs: 0 }, uploaded: { blobs: 1 } },
    retries: 2,
  })
  expect(outcome?.seconds).toBeGreaterThan(0)
  expect(outcome?.sent).toBe(large.content[0]?.descriptor.size)
  await until(() => registry.sessions.length === 0)
})
