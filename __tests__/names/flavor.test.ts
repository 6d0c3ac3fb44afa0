import { describe, expect, it } from 'vitest'
import { pushOf, tagsOf } from './support/naming.ts'

const release = pushOf('refs/tags/v1.2.3')
const tags = 'type=semver,pattern={{version}}\ntype=sha'

describe('a flavor', () => {
  it.each([
    ['latest=false', ['1.2.3', 'sha-3f9a1c7']],
    ['suffix=-alpine', ['1.2.3-alpine', 'sha-3f9a1c7-alpine', 'latest']],
    ['suffix=-alpine,onlatest=true', ['1.2.3-alpine', 'sha-3f9a1c7-alpine', 'latest-alpine']],
    ['prefix=v', ['v1.2.3', 'sha-3f9a1c7', 'latest']],
    ['latest=true\nlatest=false', ['1.2.3', 'sha-3f9a1c7']],
    ['onlatest=true,suffix=-s', ['1.2.3-s', 'sha-3f9a1c7-s', 'latest']],
  ])('%j', async (flavor, expected) => {
    expect(await tagsOf({ tags, flavor }, release)).toEqual(expected)
  })

  it("is overridden by a rule's own attributes", async () => {
    const own = 'type=raw,value=x,prefix=t-\ntype=raw,value=y,suffix=\ntype=raw,value=z'
    expect(await tagsOf({ tags: own, flavor: 'prefix=f-,suffix=-f' }, release)).toEqual(['t-x-f', 'f-y', 'f-z-f'])
  })

  it('adds latest on a branch if set to true', async () => {
    expect(await tagsOf({ flavor: 'latest=true' }, pushOf('refs/heads/main'))).toEqual(['main', 'latest'])
  })
})
