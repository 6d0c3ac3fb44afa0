import { describe, expect, test } from 'vitest'
import { sectionOf } from '../../scripts/release/changelog.ts'
import { isLatest, movingTags, parseTag } from '../../scripts/release/versions.ts'

describe('finds the tags that move to a release', () => {
  test.each([
    ['the first of its major version', 'v1.0.0', ['v1.0.0'], ['v1', 'v1.0']],
    ['the newest of all', 'v1.5.0', ['v1.4.2', 'v1', 'v1.4', 'v1.5.0'], ['v1', 'v1.5']],
    ['a patch for an old minor version', 'v1.4.3', ['v1.4.2', 'v1.5.0', 'v1.4.3'], ['v1.4']],
    ['a patch for an old major version', 'v1.5.1', ['v1.5.0', 'v2.0.0'], ['v1', 'v1.5']],
    ['numbers, not letters', 'v1.10.0', ['v1.9.9'], ['v1', 'v1.10']],
    ['numbers, not letters, the other way round', 'v1.9.10', ['v1.10.0', 'v1.9.9'], ['v1.9']],
    ['an old patch release that is re-run', 'v1.4.2', ['v1.4.2', 'v1.4.3'], []],
    ['the newest, beside a pre-release of the next', 'v1.5.0', ['v1.6.0-rc.1', 'v1.5.0'], ['v1', 'v1.5']],
    ['a pre-release', 'v2.0.0-rc.1', ['v1.5.0'], []],
    ['a version before 1.0.0', 'v0.2.0', ['v0.1.0'], ['v0.2']],
    ['no version', 'v1', ['v1.0.0'], []],
  ])('%s: %s', (_, tag, tags, moving) => {
    expect(movingTags(tag, tags)).toEqual(moving)
  })
})

test('finds the highest stable version', () => {
  const tags = ['v1.5.0', 'v2.0.0', 'v3.0.0-rc.1', 'v2']
  expect(['v1.5.1', 'v2.0.1', 'v3.0.0-rc.2'].map((tag) => isLatest(tag, tags))).toEqual([false, true, false])
})

test.each(['v1', 'v1.2', '1.2.3', 'v01.2.3', 'v1.2.3-', 'v1.2.3+build', 'v1.2.3 ', 'v1.2.3-a..b', ''])(
  "does not take '%s' for the tag of a release",
  (tag) => {
    expect(parseTag(tag)).toBeUndefined()
  }
)

test('ends a changelog section at the next one', () => {
  const changelog = '# Changelog\n\n## 1.4.21\n\nno\n\n## 1.4.2 - 2026-11-29\n\n### Fixed\n\n- Yes.\n\n## 1.4.1\n\nno\n'
  expect(sectionOf(changelog, '1.4.2')).toBe('### Fixed\n\n- Yes.')
  expect(sectionOf(changelog, '1.4.1')).toBe('no')
  expect(sectionOf(changelog, '1.4')).toBeUndefined()
})
