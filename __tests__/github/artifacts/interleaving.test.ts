import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ArtifactStore } from '../../../src/github/artifacts/artifact-store.ts'
import { leave, storeOf } from '../../support/artifacts/open.ts'
import { ArtifactService } from '../../support/artifacts/service.ts'
import { Turns } from '../../support/artifacts/turns.ts'

/** Leaves a note, looks for those of the others, and takes the lock if all are there. */
async function meet(store: ArtifactStore, job: number, jobs: number): Promise<'waits' | 'finishes' | 'leaves it'> {
  await leave(store, `note-${job}`, '{}')
  const notes = await store.list('note-')
  if (notes.length < jobs) return 'waits'
  return (await store.create('lock')) === 'taken' ? 'leaves it' : 'finishes'
}

test('one of the jobs that meet takes the lock, whatever the order of their requests', async () => {
  const orders = fc.array(fc.nat(), { minLength: 60, maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 4 }), orders, async (jobs, order) => {
      await using service = await ArtifactService.start()
      const turns = new Turns()
      service.hold = turns.hold
      const stores = Array.from({ length: jobs }, () => storeOf(service.job()))
      let turn = 0
      const choose = (waiting: number) => (order[turn++ % order.length] ?? 0) % waiting
      const endings = await turns.run(
        stores.map((store, job) => () => meet(store, job, jobs)),
        choose
      )
      for (const store of stores) await store[Symbol.asyncDispose]()
      expect(endings.filter((ending) => ending === 'finishes')).toHaveLength(1)
      expect(service.objections).toEqual([])
    }),
    { numRuns: 20 }
  )
})
