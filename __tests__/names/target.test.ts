import { describe, expect, it } from 'vitest'
import { knowing, name, pushOf, targetsFor } from './support/naming.ts'

const main = pushOf('refs/heads/main')

describe('an image is published', () => {
  it("to GitHub under the repository's name, unless an image is named", async () => {
    expect(await targetsFor({}, main)).toEqual(['ghcr.io/acme/app:main'])
    expect(await targetsFor({ tags: 'type=sha\nlatest' }, main)).toEqual([
      'ghcr.io/acme/app:latest',
      'ghcr.io/acme/app:sha-3f9a1c7',
    ])
  })

  it('nowhere if the workflow has other outputs and names no image', async () => {
    expect(await targetsFor({}, main, knowing(), true)).toEqual([])
    expect(await targetsFor({ tags: 'user/app:1' }, main, knowing(), true)).toEqual(['docker.io/user/app:1'])
    await expect(targetsFor({ tags: 'type=sha' }, main, knowing(), true)).rejects.toThrow(
      "Input 'images': name the image that this rule is for: type=sha"
    )
  })

  it.each(['', ' ', '# ghcr.io/acme/app'])('not to a default if the input is given but empty: %j', async (images) => {
    for (const tags of ['', 'type=sha', 'user/app:1']) {
      await expect(targetsFor({ images, tags }, main)).rejects.toThrow(
        "Input 'images': the value is empty. Set the variable that it comes from, or omit the input"
      )
    }
  })

  it.each([
    ['v1.2.3', ['v1.2.3', 'latest']],
    ['v1', ['v1', 'latest']],
    ['2026.03', ['2026.03', 'latest']],
    ['v2.0.0-rc.1', ['v2.0.0-rc.1']],
    ['2.0.0b1', ['2.0.0b1']],
    ['nightly', ['nightly']],
    ['release-3', ['release-3']],
  ])('as latest only for a stable version if there are no rules: %s', async (tag, tags) => {
    expect(await targetsFor({}, pushOf(`refs/tags/${tag}`))).toEqual(tags.map((each) => `ghcr.io/acme/app:${each}`))
  })

  it('not as latest for a release that is marked as a pre-release, unless requested', async () => {
    const marked = pushOf('refs/tags/v1.2.3', { name: 'release', isPrerelease: true })
    expect(await targetsFor({}, marked)).toEqual(['ghcr.io/acme/app:v1.2.3'])
    const latest = ['ghcr.io/acme/app:v1.2.3', 'ghcr.io/acme/app:latest']
    expect(await targetsFor({ tags: 'type=ref,event=tag' }, marked)).toEqual(latest)
    expect(await targetsFor({ flavor: 'latest=true' }, marked)).toEqual(latest)
  })

  it('to every image that is named, once each', async () => {
    const images = 'acme/app\nGHCR.io/Acme/App\ndocker.io/acme/app'
    expect(await targetsFor({ images }, main)).toEqual(['docker.io/acme/app:main', 'ghcr.io/acme/app:main'])
  })

  it.each([
    ['acme/app:1', "it has a tag or a digest: tags belong in the input 'tags'"],
    ['acme/app # ours', 'put the comment on a separate line'],
    ['acme/app ghcr.io/acme/app', 'write one image per line'],
    ['https://ghcr.io/acme/app', 'the name has characters or a form that registries do not accept'],
    ['acme/', 'the name has characters or a form that registries do not accept'],
  ])('not to an invalid name: %j', async (images, problem) => {
    await expect(targetsFor({ images }, main)).rejects.toThrow(
      `Input 'images': '${images}' is not an image name like ghcr.io/owner/name: ${problem}`
    )
  })
})

it('reports an image that shares a line with others in a list of several lines', async () => {
  const images = 'acme/a,acme/b\nacme/c'
  const problem = "'acme/a' is ignored because 'acme/b' is on the same line: write one image per line"
  await expect(targetsFor({ images }, main)).rejects.toThrow(`Input 'images': ${problem}`)
  expect((await name({ images }, main)).warnings).toEqual([problem])
})

describe('a reference among the tags', () => {
  it.each([
    ['user/app:latest', ['docker.io/user/app:latest']],
    ['user/app:1\nghcr.io/a/b:1.0', ['docker.io/user/app:1', 'ghcr.io/a/b:1.0']],
    [
      'user/app:1, user/app:latest, ghcr.io/a/b:1',
      ['docker.io/user/app:1', 'docker.io/user/app:latest', 'ghcr.io/a/b:1'],
    ],
    ['user/app', ['docker.io/user/app:latest']],
    ['app:1', ['docker.io/library/app:1']],
    ['localhost:5000/app', ['localhost:5000/app:latest']],
    ['localhost:5000/app:1', ['localhost:5000/app:1']],
  ])('is the only one that is published: %j', async (tags, targets) => {
    expect(await targetsFor({ tags }, main)).toEqual(targets)
  })

  it('is added to the images and their rules', async () => {
    const inputs = { images: 'ghcr.io/a/b', tags: 'type=ref,event=branch\nuser/app:edge', flavor: 'suffix=-slim' }
    expect(await targetsFor(inputs, main)).toEqual(['ghcr.io/a/b:main-slim', 'docker.io/user/app:edge'])
  })

  it('adds its tag to those of its image', async () => {
    const inputs = { images: 'ghcr.io/a/b', tags: 'main\nghcr.io/a/b:v1\nghcr.io/a/b:main' }
    expect(await targetsFor(inputs, main)).toEqual(['ghcr.io/a/b:main', 'ghcr.io/a/b:v1'])
  })

  it.each([
    ['User/App:1', /'User\/App:1' is not a reference like ghcr.io\/owner\/name:tag \(names must be in lower case\)/],
    [
      'app:feature/x',
      /'app:feature\/x' is not a reference .*\(a tag cannot contain a slash: for a branch, list the image/,
    ],
    [
      'ghcr.io/a/b:dependabot/npm/x',
      /\(a tag cannot contain a slash: for a branch, .* and use type=ref,event=branch here\)/,
    ],
    ['app:my tag', /'app:my tag' is not a reference .*\(it has white space: write one reference per line\)/],
    ['app:1.0+build', /\(a tag has at most 128 characters: letters, digits, '_', '\.' and '-'\)/],
    ['acme//app:1', /\('acme\/\/app' is not a valid name\)/],
    [`user/app:1@sha256:${'a'.repeat(64)}`, /has a digest, but only tags can be published/],
    ['user/app:{{branch}}', /is a full reference, in which expressions are not expanded/],
    ['user/app:1\ntype=sha', /Input 'images': name the image that this rule is for: type=sha/],
  ])('is refused with one sentence: %j', async (tags, message) => {
    await expect(targetsFor({ tags }, main)).rejects.toThrow(message)
  })
})

describe('a line that is not a reference', () => {
  const images = 'ghcr.io/a/b'

  it.each([
    ['a word', 'nightly', 'nightly'],
    ['a path, where images are named', 'feature/login', 'feature-login'],
    ['an attribute with a colon', 'type=raw,value=10:30', '10-30'],
    ['an expression with a colon', "{{date 'HH:mm'}}", '23-45'],
    ['an expression with a slash', "{{date 'HH/mm'}}", '23-45'],
  ])('is a rule: %s', async (_, tags, tag) => {
    expect(await targetsFor({ images, tags }, main)).toEqual([`ghcr.io/a/b:${tag}`])
  })
})
