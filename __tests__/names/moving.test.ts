import { describe, expect, it } from 'vitest'
import type { KnownTags } from '../../src/names/facts.ts'
import { knowing, name, pushOf, tagsOf } from './support/naming.ts'

const rules = [
  'type=semver,pattern={{version}}',
  'type=semver,pattern={{major}}.{{minor}},moving=highest',
  'type=semver,pattern={{major}},moving=highest',
].join('\n')
const safe = { tags: rules, flavor: 'latest=highest' }
const hotfix = pushOf('refs/tags/v1.9.4')

describe('tags that only move to the highest version', () => {
  it('all move with the first version', async () => {
    expect(await tagsOf(safe, pushOf('refs/tags/v1.0.0'), knowing(['v1.0.0']))).toEqual(['1.0.0', '1.0', '1', 'latest'])
  })

  it('leave latest alone for the hotfix of an older major version', async () => {
    const lookups = knowing(['v1.9.3', 'v1.9.4', 'v2.0.0'])
    const { images, withheld } = await name(safe, hotfix, lookups)
    expect(images).toEqual([{ name: '', tags: ['1.9.4', '1.9', '1'] }])
    expect(withheld).toEqual([{ tag: 'latest', reason: '2.0.0 is higher than 1.9.4' }])
  })

  it('also leave the major version alone for the hotfix of an older minor version', async () => {
    const { images, withheld } = await name(safe, pushOf('refs/tags/v1.8.1'), knowing(['v1.9.4', 'v1.8.1', 'v1.10.0']))
    expect(images[0]?.tags).toEqual(['1.8.1', '1.8'])
    expect(withheld).toEqual([
      { tag: '1', reason: '1.10.0 is higher than 1.8.1' },
      { tag: 'latest', reason: '1.10.0 is higher than 1.8.1' },
    ])
  })

  it('ignore prereleases, and tags that are not versions', async () => {
    const lookups = knowing(['v1.9.4', 'v2.0.0-rc.1', 'nightly', '2026.03.04', 'v3', ''])
    expect(await tagsOf(safe, hotfix, lookups)).toEqual(['1.9.4', '1.9', '1', 'latest'])
  })

  it('stay where they are if the existing versions are unknown', async () => {
    const lookups = { ...knowing(), knownTags: async () => undefined }
    const { images, withheld } = await name(safe, hotfix, lookups)
    expect(images[0]?.tags).toEqual(['1.9.4'])
    expect(withheld.map(({ tag }) => tag)).toEqual(['1.9', '1', 'latest'])
    expect(withheld[0]?.reason).toBe('the existing versions could not be listed')
  })

  it('are not looked up if none could move', async () => {
    for (const ref of ['refs/heads/main', 'refs/pull/1/merge', 'refs/tags/v2.0.0-rc.1', 'refs/tags/nightly']) {
      await expect(tagsOf(safe, pushOf(ref), knowing())).resolves.toBeDefined()
    }
    const exact = { tags: 'type=semver,pattern=v{{version}},moving=highest', flavor: 'latest=false' }
    expect(await tagsOf(exact, hotfix, knowing())).toEqual(['v1.9.4'])
  })

  it('can have any pattern', async () => {
    const tags = 'type=semver,pattern={{version}}\ntype=semver,pattern=stable-{{major}},moving=highest'
    expect(await tagsOf({ tags }, hotfix, knowing(['v1.10.0', 'v2.0.0']))).toEqual(['1.9.4', 'latest'])
    expect(await tagsOf({ tags }, hotfix, knowing(['v2.0.0']))).toEqual(['1.9.4', 'stable-1', 'latest'])
  })

  it('are ordered according to PEP 440 for Python', async () => {
    const tags = 'type=pep440,pattern={{version}}\ntype=pep440,pattern={{major}},moving=highest'
    const lookups = knowing(['1.10', '1.9.1', '2.0rc1'])
    expect(await tagsOf({ tags, flavor: 'latest=highest' }, pushOf('refs/tags/1.9.2'), lookups)).toEqual(['1.9.2'])
  })

  it('are compared with the tags in a registry, without prefix and suffix', async () => {
    const published: KnownTags = { from: 'registry', names: ['2.0.0', '1.9.3-alpine', '2.1.0-debian', '1', 'latest'] }
    const lookups = { ...knowing(), knownTags: async () => published }
    const alpine = { ...safe, flavor: 'latest=highest\nsuffix=-alpine,onlatest=true' }
    expect(await tagsOf(alpine, hotfix, lookups)).toEqual(['1.9.4-alpine', '1.9-alpine', '1-alpine', 'latest-alpine'])
    const { withheld } = await name(safe, hotfix, lookups)
    expect(withheld).toEqual([{ tag: 'latest', reason: '2.0.0 is higher than 1.9.4' }])
  })
})

describe('latest=highest', () => {
  it('is the same as auto if no version is higher', async () => {
    const inputs = { tags: 'type=sha,priority=901\ntype=semver,pattern={{version}}', flavor: 'latest=highest' }
    expect(await tagsOf(inputs, hotfix, knowing(['v1.9.4']))).toEqual(['sha-3f9a1c7', '1.9.4'])
  })

  it.each([
    ['a tag that is not a version', 'refs/tags/nightly', "'nightly' is not a version, so it cannot be the highest"],
    ['a prerelease', 'refs/tags/v2.0.0-rc.1', '2.0.0-rc.1 is not a stable version'],
  ])('does not apply to %s', async (_, ref, reason) => {
    const { withheld } = await name({ tags: 'type=ref,event=tag', flavor: 'latest=highest' }, pushOf(ref))
    expect(withheld).toEqual([{ tag: 'latest', reason }])
  })

  it('refuses an expression that backtracks endlessly on an existing tag', async () => {
    const inputs = { tags: 'type=match,pattern=/^v((\\d+\\.?)+)$/,group=1', flavor: 'latest=highest' }
    await expect(tagsOf(inputs, hotfix, knowing([`v${'1'.repeat(60)}!`]))).rejects.toThrow(
      'takes longer than 2 seconds'
    )
  })

  it('compares the versions that a regular expression finds', async () => {
    const inputs = { tags: 'type=match,pattern=v(.*),group=1', flavor: 'latest=highest' }
    expect(await tagsOf(inputs, hotfix, knowing(['v1.9.4', 'x3.0.0']))).toEqual(['1.9.4', 'latest'])
    expect(await tagsOf(inputs, hotfix, knowing(['v3.0.0']))).toEqual(['1.9.4'])
  })
})

describe('by default', () => {
  it('moving tags move with every stable version, as in docker/metadata-action', async () => {
    const inputs = { tags: rules.replaceAll(',moving=highest', '') }
    expect(await tagsOf(inputs, hotfix, knowing())).toEqual(['1.9.4', '1.9', '1', 'latest'])
  })
})
