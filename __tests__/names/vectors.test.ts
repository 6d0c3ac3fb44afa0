import { describe, expect, it } from 'vitest'
import { differences, recordedOutputs } from './support/differences.ts'
import { replay, vectors } from './support/vector.ts'

const same = vectors.filter(({ ok, name }) => ok && !(name in differences))
const refused = vectors.filter(({ ok }) => !ok)
const changed = vectors.filter(({ name }) => name in differences)

describe('what docker/metadata-action names', () => {
  it.each(same)('is named the same: $name', async (vector) => {
    expect(await replay(vector)).toEqual(recordedOutputs(vector))
  })

  it.each(refused)('is refused alike: $name', async (vector) => {
    await expect(replay(vector)).rejects.toThrow(/^Input '/)
  })
})

describe('what is named otherwise on purpose', () => {
  it.each(changed)('is as listed: $name', async (vector) => {
    const { tags, description, labels } = differences[vector.name] ?? {}
    const outputs = await replay(vector)
    expect(outputs).not.toEqual(vector.outputs)
    expect(outputs.tags).toBe(tags ?? vector.outputs?.tags)
    if (description) expect(outputs.labels).toContain(`org.opencontainers.image.description=${description}\n`)
    if (labels) expect(outputs.labels).toContain(labels)
  })

  it('is all there is', () => {
    expect(changed.map(({ name }) => name)).toEqual(Object.keys(differences))
    expect(same.length + refused.length + changed.length).toBe(vectors.length)
  })
})
