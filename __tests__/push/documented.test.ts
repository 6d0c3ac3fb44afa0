import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Outcome, TagStatus } from '../../src/plan/outcome.ts'
import { defaultLateAfter, defaultLateFor } from '../../src/push/publish.ts'
import { defaultCatchUp } from '../../src/push/tags/confirm.ts'
import { defaultOthersWait, defaultRetryPolicy } from '../../src/registry/limits/retry.ts'

// docs/publishing.md documents the statuses and times that the code has.

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'publishing.md'), 'utf8')
const text = page.replaceAll(/\s+/g, ' ')

/** The first cells of the rows of the nth table with this heading. */
function firstCells(heading: string, which: number): readonly (string | undefined)[] {
  const table = page.split(`| ${heading} | |\n`)[which + 1] ?? ''
  const [rows = ''] = table.split('\n\n')
  return [...rows.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name)
}

test('documents every status of a target', () => {
  const all = { published: 1, unconfirmed: 1, withheld: 1, failed: 1, planned: 1 } satisfies Record<
    Outcome['status'],
    1
  >
  expect(firstCells('status', 0).toSorted()).toEqual(Object.keys(all).toSorted())
})

test('documents every status of a tag', () => {
  const all = {
    ...{ published: 1, unchanged: 1, skipped: 1, withheld: 1, unconfirmed: 1 },
    ...{ overtaken: 1, restored: 1, failed: 1, stuck: 1 },
  } satisfies Record<TagStatus, 1>
  expect(firstCells('status', 1).toSorted()).toEqual(Object.keys(all).toSorted())
})

test('documents the times and counts of the code', () => {
  const { attempts, budget } = defaultRetryPolicy
  expect(text).toContain(`whose connection is dropped | ${attempts} attempts |`)
  expect(text).toContain(`all pauses of one request | ${budget / 60_000} minutes;`)
  expect(text).toContain(`longer than ${defaultLateAfter / 60_000} minutes after the last required target is complete`)
  expect(text).toContain(`is complete within another ${defaultLateFor / 60_000} minutes`)
  expect(text).toContain(`pause once because of it, for at most ${defaultOthersWait / 1_000} seconds`)
  expect(text).toContain(
    `after ${defaultCatchUp / 1_000} seconds of reading them back, not all of them point at the image`
  )
})
