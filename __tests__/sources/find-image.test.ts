import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import { parseShell } from '../../src/process/shell.ts'
import { findImage } from '../../src/sources/command/find-image.ts'
import { image, index, layer, manifest, type TestImage } from '../support/images.ts'

const name = '$MANIFOLD_REPOSITORY'
const amd64 = image({ layers: [layer('amd64')] })
const arm64 = image({ layers: [layer('arm64')], platform: { os: 'linux', architecture: 'arm64' } })
const both = index([amd64, arm64])

const rootOf = ({ manifests }: TestImage) => manifests.at(-1) as TestImage['manifests'][number]

/** A repository after these pushes, in this order; without a tag, by digest. */
function push(...pushes: readonly (readonly [pushed: TestImage, tag?: string])[]) {
  const manifests = new Map(
    pushes.flatMap(([{ manifests: all }]) => all.map((each) => [each.descriptor.digest, each] as const))
  )
  const tags = new Map(pushes.flatMap(([pushed, tag]) => (tag ? [[tag as Tag, rootOf(pushed)] as const] : [])))
  return { name, manifests: [...manifests.values()], tags }
}

/** What refers to an image. */
function about(subject: TestImage, text: string): TestImage {
  const type = 'application/vnd.oci.image.manifest.v1+json'
  return manifest({ mediaType: type, subject: subject.root }, layer('{}', 'application/example'), [layer(text)])
}

/** cosign's tag for what it attaches to an image. */
const cosignTag = ({ root }: TestImage, ending: string) => `${root.digest.replace(':', '-')}.${ending}`

function digestsIn(pushed: ReturnType<typeof push>) {
  const found = findImage(pushed)
  return {
    root: found?.root.descriptor.digest,
    referrers: found?.referrers.map(({ manifest: each, tag }) => [each.descriptor.digest, tag]),
    left: found?.left.map(({ descriptor }) => descriptor.digest),
  }
}

describe('the image in a repository', () => {
  const signature = about(amd64, 'signature')
  const other = image({ layers: [layer('other')] })
  const cases: readonly (readonly [what: string, pushed: ReturnType<typeof push>, expected: object])[] = [
    ['is what a tag points at', push([amd64, '1']), { root: amd64.root.digest, referrers: [], left: [] }],
    ['may have several tags', push([amd64, '1'], [amd64, 'latest']), { root: amd64.root.digest }],
    ['is what was pushed by digest alone', push([both]), { root: both.root.digest, left: [] }],
    [
      'is the index of images that were pushed under tags of their own',
      push([amd64, '1-amd64'], [arm64, '1-arm64'], [both, '1']),
      { root: both.root.digest, left: [] },
    ],
    [
      'is what was pushed to a tag last',
      push([other, '1'], [amd64, '1']),
      { root: amd64.root.digest, left: [other.root.digest] },
    ],
    [
      'has referrers by subject, and by the tags of cosign',
      push([amd64, '1'], [signature], [other, cosignTag(amd64, 'sbom')]),
      {
        referrers: [
          [signature.root.digest, undefined],
          [other.root.digest, cosignTag(amd64, 'sbom')],
        ],
        left: [],
      },
    ],
    [
      'has one artifact for each of its platforms, under the tag for each',
      push(
        [both, '1'],
        [other, cosignTag(amd64, 'sbom')],
        [other, cosignTag(arm64, 'sbom')],
        [other, cosignTag(signature, 'att')]
      ),
      {
        referrers: [
          [other.root.digest, cosignTag(amd64, 'sbom')],
          [other.root.digest, cosignTag(arm64, 'sbom')],
        ],
        left: [],
      },
    ],
    [
      'has referrers of its platforms, and of its referrers',
      push([about(signature, 'more')], [signature], [both, '1']),
      {
        referrers: [
          [signature.root.digest, undefined],
          [about(signature, 'more').root.digest, undefined],
        ],
        left: [],
      },
    ],
    [
      'does not have what refers to another image, or to nothing',
      push([both, '1'], [about(other, 'x')], [amd64, cosignTag(other, 'sig')]),
      { root: both.root.digest, referrers: [], left: [about(other, 'x').root.digest] },
    ],
    [
      'does not have the fallback list of its referrers',
      push([amd64, '1'], [signature], [index([signature]), amd64.root.digest.replace(':', '-')]),
      { referrers: [[signature.root.digest, undefined]], left: [] },
    ],
  ]

  test.each(cases)('%s', (_, pushed, expected) => {
    expect(digestsIn(pushed)).toMatchObject(expected)
  })

  test('does not exist if nothing was pushed', () => {
    expect(findImage(push())).toBeUndefined()
  })

  test('is not guessed', () => {
    expect(() => findImage(push([amd64, '1'], [arm64, '1-debug']))).toThrow(
      `Input 'run': the command pushed different images to ${name}: :1 (${amd64.root.digest}) and :1-debug (${arm64.root.digest}).`
    )
    expect(() => findImage(push([amd64], [arm64]))).toThrow(`${amd64.root.digest} and ${arm64.root.digest}`)
    expect(() => findImage(push([signature, cosignTag(other, 'sig')]))).toThrow('but not the image')
  })

  test('is found whatever the order of the pushes, and nothing of them is lost', () => {
    const all = [[both, '1'], [amd64, '1-amd64'], [signature], [other, cosignTag(both, 'att')], [arm64]] as const
    fc.assert(
      fc.property(fc.shuffledSubarray([...all], { minLength: all.length }), (pushes) => {
        const { root, referrers = [], left } = digestsIn(push(...pushes))
        expect(root).toBe(both.root.digest)
        expect(left).toEqual([])
        expect(referrers.map(([digest]) => digest).toSorted()).toEqual(
          [signature.root.digest, other.root.digest].toSorted()
        )
      })
    )
  })
})

test.each([
  ['bash', 'bash', ['--noprofile', '--norc', '-eo', 'pipefail', '{0}']],
  ['python', 'python', ['{0}']],
  ['nix develop --command bash -e {0}', 'nix', ['develop', '--command', 'bash', '-e', '{0}']],
  [`perl -e 'do "{0}"' x`, 'perl', ['-e', 'do "{0}"', 'x']],
])('the shell %s', (text, program, args) => {
  expect(parseShell(text)).toMatchObject({ program, args })
})

test.each(['bash -e', 'fish', "sh -c '{0}", ''])('not the shell %j', (text) => {
  expect(parseShell(text)).toBeUndefined()
})
