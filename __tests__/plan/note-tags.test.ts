import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.ts'
import { isTag, type Tag } from '../../src/oci/distribution/tag.ts'
import { isNoteAt, noteTagsAmong, tagsOfNote, tagsOfNotes } from '../../src/plan/parts/note-tags.ts'
import { finishName, namesToTry, noteName } from '../../src/plan/parts/part-names.ts'
import { selectTags } from '../../src/plan/tag-selection.ts'

const key = '0123456789ab'
const long = `windows(10.0.${'9'.repeat(40)})/amd64`
const platforms = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/arm/v6', long]
const image = { run: '18446744073709551615', key, platforms }
const digest = digestOf(Buffer.from('part'))

const aPart = fc.record({
  attempt: fc.integer({ min: 1, max: 60 }),
  part: fc.subarray(platforms, { minLength: 1 }),
  copy: fc.integer({ min: 0, max: 2 }),
})

test('the tags of every note are tags, are known to other jobs, and fit the name of the note', () => {
  fc.assert(
    fc.property(aPart, ({ attempt, part, copy }) => {
      const name = namesToTry(noteName(key, { attempt, part, digest }, platforms))[copy] ?? ''
      const end = namesToTry(finishName(key, attempt))[copy] ?? ''
      const known = tagsOfNotes(image, attempt)
      const tags = tagsOfNote(name, image)
      expect(tags).toHaveLength(part.length)
      for (const tag of tags)
        expect([isTag(tag), known.parts.includes(tag), isNoteAt(tag, name)]).toEqual([true, true, true])
      expect(tags.some((tag) => isNoteAt(tag, end))).toBe(false)
      const [finished] = tagsOfNote(end, image)
      expect(known.finished).toContain(finished)
      expect([isNoteAt(finished as Tag, end), isNoteAt(finished as Tag, name)]).toEqual([true, false])
      expect(noteTagsAmong([...tags, finished as Tag], image.run)).toEqual({ parts: tags, finished: [finished] })
    })
  )
})

test('notes of different platforms, attempts, images and runs have different tags', () => {
  const all = [image, { ...image, key: 'ba9876543210' }, { ...image, run: '7' }].flatMap((each) => {
    const { parts, finished } = tagsOfNotes(each, 5)
    return [...parts, ...finished]
  })
  expect(all).toHaveLength(3 * 5 * 6)
  expect(new Set(all).size).toBe(all.length)
})

test('at most the last 51 attempts are looked for', () => {
  const { parts, finished } = tagsOfNotes(image, 999_999)
  expect([parts.length, finished.length]).toEqual([51 * platforms.length, 51])
  expect(finished.at(-1)).toBe(`manifold-run-${image.run}-${key}-999999-finish`)
})

test('a name that is not that of a note has no tags', () => {
  for (const name of ['', 'coverage', `manifold-${key}-0-finish`, `manifold-ba9876543210-1-finish`]) {
    expect(tagsOfNote(name, image)).toEqual([])
  }
})

test('of thousands of tags that look like notes, only some are read', () => {
  const tags = Array.from({ length: 5000 }, (_, attempt) => `manifold-run-7-${key}-${attempt + 1}-linux-amd64` as Tag)
  expect(noteTagsAmong(tags, '7').parts).toHaveLength(500)
})

test('a mirror leaves notes out, unless it asks for them', () => {
  const tags = ['latest', `manifold-run-7-${key}-1-finish`, `manifold-run-7-${key}-1-linux-amd64`] as Tag[]
  expect(selectTags(tags, ['*'])).toEqual(['latest'])
  expect(selectTags(tags, ['manifold-run-*'])).toEqual(tags.slice(1))
})

test('other tags of a repository are not notes of a run', () => {
  const tags = ['latest', 'manifold-run-7', 'manifold-run-7-x', `manifold-run-70-${key}-1-finish`] as Tag[]
  expect(noteTagsAmong(tags, '7')).toEqual({ parts: [], finished: [] })
})
