import { describe, expect, it } from 'vitest'
import { parseImages } from '../../src/names/inputs/image-name.ts'
import { name, pushOf } from './support/naming.ts'

const release = pushOf('refs/tags/v1.2.3')

describe('the images', () => {
  it.each([
    ['on lines', 'acme/app\nghcr.io/acme/app', ['acme/app', 'ghcr.io/acme/app']],
    ['with commas', 'acme/app, ghcr.io/acme/app', ['acme/app', 'ghcr.io/acme/app']],
    ['with attributes', 'name=acme/app\nname=ghcr.io/acme/app,enable=true', ['acme/app', 'ghcr.io/acme/app']],
    ['in capitals', 'ghcr.io/Acme/App', ['ghcr.io/acme/app']],
    ['with comments', '# ours\nacme/app\n   \n  # theirs\n', ['acme/app']],
  ])('can be listed %s', (_, text, names) => {
    expect(parseImages(text)).toEqual(names.map((image) => ({ name: image, enable: true })))
  })

  it('can be disabled individually', async () => {
    const images = 'name=acme/app,enable=false\nghcr.io/acme/app'
    expect((await name({ images }, release)).images.map((image) => image.name)).toEqual(['ghcr.io/acme/app'])
  })
})

describe('a rule for some images', () => {
  const images = 'acme/app\nghcr.io/acme/app\nquay.io/acme/app'

  it('creates no tags for the others', async () => {
    const tags = 'type=semver,pattern={{version}}\ntype=sha,image=ghcr.io/acme/app'
    const names = await name({ images, tags }, release)
    expect(names.images).toEqual([
      { name: 'acme/app', tags: ['1.2.3', 'latest'] },
      { name: 'ghcr.io/acme/app', tags: ['1.2.3', 'sha-3f9a1c7', 'latest'] },
      { name: 'quay.io/acme/app', tags: ['1.2.3', 'latest'] },
    ])
  })

  it('can name several, separated by spaces, in any spelling', async () => {
    const tags = 'type=sha,image=docker.io/Acme/App quay.io/acme/app'
    const names = await name({ images, tags }, release)
    expect(names.images.map((image) => image.tags)).toEqual([['sha-3f9a1c7'], [], ['sha-3f9a1c7']])
    expect(names.version).toBe('sha-3f9a1c7')
  })

  it('decides on latest for those images only', async () => {
    const tags = 'type=semver,pattern={{version}}\ntype=raw,value=demo,priority=2000,image=quay.io/acme/app'
    const [hub, , quay] = (await name({ images, tags }, release)).images
    expect(hub?.tags).toEqual(['1.2.3', 'latest'])
    expect(quay?.tags).toEqual(['demo', '1.2.3'])
  })

  it('is refused if it names an unknown image', async () => {
    const tags = 'type=sha,image=ghcr.io/acme/ap'
    await expect(name({ images, tags }, release)).rejects.toThrow(
      "Input 'tags': 'ghcr.io/acme/ap' is not one of the images, in: type=sha,image=ghcr.io/acme/ap"
    )
  })
})
