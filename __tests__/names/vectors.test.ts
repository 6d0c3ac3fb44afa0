import { describe, expect, it } from 'vitest'
import { differences, recordedOutputs } from './support/differences.ts'
import { replay, vectors } from './support/vector.ts'

const same = vectors.filter(({ ok, name }) => ok && !(name in differences))
const refused = vectors.filter(({ ok }) => !ok)
const changed = vectors.filter(({ name }) => name in differences)

describe('names the same as docker/metadata-action', () => {
  it.each(same)('for $name', async (vector) => {
    expect(await replay(vector)).toEqual(recordedOutputs(vector))
  })

  it.each(refused)('and refuses the same: $name', async (vector) => {
    await expect(replay(vector)).rejects.toThrow(/^Input '/)
  })
})

describe('differs intentionally', () => {
  it.each(changed)('as listed: $name', async (vector) => {
    const { tags, description, labels } = differences[vector.name] ?? {}
    const outputs = await replay(vector)
    expect(outputs).not.toEqual(vector.outputs)
    expect(outputs.tags).toBe(tags ?? vector.outputs?.tags)
    if (description) expect(outputs.labels).toContain(`org.opencontainers.image.description=${description}\n`)
    if (labels) expect(outputs.labels).toContain(labels)
  })

  it('and nowhere else', () => {
    expect(changed.map(({ name }) => name)).toEqual(Object.keys(differences))
    expect(same.length + refused.length + changed.length).toBe(vectors.length)
  })
})
