import { describe, expect, it } from 'vitest'
import { knowing, name, pushOf, tagsOf } from './support/naming.ts'

const version = 'type=semver,pattern={{version}},tag-prefix='

describe('the tags of a component in a monorepo', () => {
  it.each(['api/', 'api-', 'api@'])('lose their prefix %s', async (prefix) => {
    expect(await tagsOf({ tags: version + prefix }, pushOf(`refs/tags/${prefix}v1.2.3`))).toEqual(['1.2.3', 'latest'])
  })

  it('are ignored for other components, without a warning about versions', async () => {
    const { version: named, warnings } = await name({ tags: `${version}api/` }, pushOf('refs/tags/web/v9.9.9'))
    expect(named).toBe('')
    expect(warnings).toHaveLength(1)
  })

  it('are only compared with each other', async () => {
    const inputs = { tags: `${version}api/`, flavor: 'latest=highest' }
    const lookups = knowing(['api/v1.9.4', 'web/v2.0.0', 'v3.0.0', 'api/v1.9.3'])
    expect(await tagsOf(inputs, pushOf('refs/tags/api/v1.9.4'), lookups)).toEqual(['1.9.4', 'latest'])
  })

  it('can also be selected with match', async () => {
    const inputs = { tags: 'type=semver,pattern={{version}},match=^api-v(.*)$', flavor: 'latest=highest' }
    const lookups = knowing(['web-v2.0.0', 'api-v1.9.4', '7.0.0'])
    expect(await tagsOf(inputs, pushOf('refs/tags/api-v1.9.4'), lookups)).toEqual(['1.9.4', 'latest'])
  })

  it.each([
    ['type=ref,event=tag,tag-prefix=api/', ['v1.2.3', 'latest']],
    ['type=match,pattern=^v(\\d+),group=1,tag-prefix=api/', ['1', 'latest']],
    ['type=pep440,pattern={{major}},tag-prefix=api/', ['1', 'latest']],
  ])('are supported by %s', async (tags, expected) => {
    expect(await tagsOf({ tags }, pushOf('refs/tags/api/v1.2.3'))).toEqual(expected)
    expect(await tagsOf({ tags }, pushOf('refs/tags/v1.2.3'))).toEqual([])
  })
})
