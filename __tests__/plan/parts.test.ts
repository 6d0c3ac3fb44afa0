import {
  array,
  assert,
  constantFrom,
  integer,
  json,
  nat,
  property,
  string,
  stringMatching,
  subarray,
  uint8Array,
  uniqueArray,
} from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isArtifactName } from '../../src/github/artifacts/artifact-store.ts'
import { digestOf } from '../../src/oci/digest.ts'
import { type BroughtImage, differenceBetween, digestOfPart } from '../../src/plan/parts/brought-image.ts'
import { formatFinishedNote, parseFinishedNote } from '../../src/plan/parts/finished-note.ts'
import { meet } from '../../src/plan/parts/meeting.ts'
import {
  type BroughtPart,
  finishName,
  imageKey,
  namesToTry,
  noteName,
  readArtifactName,
} from '../../src/plan/parts/part-names.ts'
import { formatPartNote, noteLimit, type PartNote, parsePartNote } from '../../src/plan/parts/part-note.ts'
import { ordersOf } from '../parts/matrix.ts'

const platforms = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/arm/v6', 'linux/s390x', 'windows/amd64']
const digestOfText = (text: string, algorithm: 'sha256' | 'sha512' = 'sha256') => digestOf(Buffer.from(text), algorithm)
const identity = { images: 'auto', tags: '', flavor: '', target: '', commit: 'abc', platforms }
const key = imageKey(identity)

describe('names of artifacts', () => {
  test('are legal, and are read back', async () => {
    const given = property(
      subarray(platforms, { minLength: 1 }),
      integer({ min: 1, max: 999_999 }),
      string(),
      constantFrom('sha256' as const, 'sha512' as const),
      (part, attempt, text, algorithm) => {
        const digest = digestOfText(text, algorithm)
        for (const name of namesToTry(noteName(key, { attempt, part, digest }, platforms))) {
          expect(isArtifactName(name)).toBe(true)
          expect(readArtifactName(name, key, platforms)).toEqual({ kind: 'part', attempt, part, digest })
        }
        for (const name of namesToTry(finishName(key, attempt))) {
          expect(readArtifactName(name, key, platforms)).toEqual({ kind: 'finish', attempt })
        }
      }
    )
    await assert(given)
  })

  test('of other images, and other texts, are not', async () => {
    const part = { attempt: 1, part: ['linux/amd64'], digest: digestOfText('') }
    const other = imageKey({ ...identity, tags: 'type=sha' })
    expect(readArtifactName(noteName(other, part, platforms), key, platforms)).toBeUndefined()
    expect(readArtifactName(noteName(key, part, platforms), key, ['linux/arm64'])).toBeUndefined()
    await assert(
      property(string(), (text) => {
        expect(readArtifactName(`manifold-${key}-${text}`, key, platforms)).toBeUndefined()
      })
    )
  })

  test('have a key that depends on each part of the identity', () => {
    const others = Object.keys(identity).map((field) => imageKey({ ...identity, [field]: ['x'] }))
    const bakes = ['a.hcl', 'b.hcl'].map((bakeFiles) => imageKey({ ...identity, bake: { bakeFiles } }))
    expect(new Set([key, ...others, ...bakes]).size).toBe(9)
    expect(key).toMatch(/^[0-9a-f]{12}$/)
  })
})

describe('meet', () => {
  const brought = (part: readonly string[], text: string, attempt = 1) =>
    ({ kind: 'part', attempt, part, digest: digestOfText(text) }) as const
  const [first, second] = platforms.slice(0, 2) as [string, string]
  const pair = [first, second]

  test('finds what is missing, in the order of the platforms', () => {
    expect(meet([], pair)).toEqual({ state: 'incomplete', missing: pair, parts: [] })
    expect(meet([brought([second], 'b')], pair)).toMatchObject({ state: 'incomplete', missing: [first] })
  })

  test('takes the earliest attempt of each platform', () => {
    const artifacts = [
      brought([first], 'a2', 2),
      brought([second], 'b2', 2),
      brought([first], 'a1'),
      brought([second], 'b3', 3),
    ]
    const found = meet(artifacts, pair)
    expect(found).toMatchObject({
      state: 'complete',
      parts: [{ digest: digestOfText('a1') }, { digest: digestOfText('b2') }],
    })
  })

  test('decides the same in any order, and whatever later attempts add', async () => {
    const note = (attempt: number, place: number) => brought([platforms[place] ?? ''], `${place} ${attempt}`, attempt)
    const given = property(array(nat(5), { maxLength: 12 }), array(nat(5), { maxLength: 12 }), (early, late) => {
      const notes = early.map((place) => note(1, place))
      const more = late.map((place) => note(2, place))
      const one = meet(notes, platforms)
      expect(meet(notes.toReversed(), platforms)).toEqual(one)
      if (one.state === 'complete') expect(meet([...more, ...notes], platforms)).toEqual(one)
    })
    await assert(given)
  })

  test('finds six parts complete once the last is there, in each of their 720 orders', () => {
    const notes = platforms.map((platform) => brought([platform], platform))
    const whole = meet(notes, platforms)
    for (const order of ordersOf(notes)) {
      for (let count = 0; count < 6; count += 1) {
        const missing = platforms.filter(
          (_, place) => !order.slice(0, count).includes(notes[place] as (typeof notes)[number])
        )
        expect(meet(order.slice(0, count), platforms)).toMatchObject({ state: 'incomplete', missing })
      }
      expect(meet(order, platforms)).toEqual(whole)
    }
  })

  test('names both images that jobs of one attempt built for a platform', () => {
    const artifacts = [brought([first], 'a'), brought([first, second], 'b')]
    const digests = [digestOfText('a'), digestOfText('b')]
    expect(meet(artifacts, pair)).toMatchObject({ state: 'conflict', platform: first, attempt: 1, digests })
    expect(meet([brought([first], 'a'), brought([first], 'a')], pair).state).toBe('incomplete')
  })

  test('ignores what only later attempts disagree on', () => {
    const early = [brought([first], 'a'), brought([second], 'b')]
    const later = [brought([first], 'a2', 2), brought([first], 'a3', 2)]
    expect(meet([...later, ...early], pair)).toEqual(meet(early, pair))
    const finish = { kind: 'finish', attempt: 1 } as const
    expect(meet([...later, ...early, finish], pair).state).toBe('finished')
  })

  test('knows the first publication', () => {
    const ends = [3, 2].map((attempt) => ({ kind: 'finish', attempt }) as const)
    expect(meet([brought([first], 'a'), ...ends], pair)).toMatchObject({ state: 'finished', attempt: 2 })
  })

  test('counts a note of several platforms once', () => {
    const parts: readonly BroughtPart[] = [brought(pair, 'ab')]
    expect(meet([brought(pair, 'ab')], pair)).toEqual({ state: 'complete', parts })
  })
})

describe('several images', () => {
  const names = uniqueArray(stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 5 })
  const of = (name: string, text?: string): BroughtImage => ({
    ...{ name, tags: [`ghcr.io/acme/${name}:1`], platforms },
    ...(text !== undefined && { root: { mediaType: 'x', digest: digestOfText(text), size: 1 } }),
  })

  test('have one digest, whatever their order, which changes with each root and name', async () => {
    const given = property(names, nat(), (all, choice) => {
      const images = all.map((name) => of(name, name))
      const whole = digestOfPart(images)
      expect(digestOfPart(images.toReversed())).toBe(whole)
      const place = choice % all.length
      for (const other of [of(all[place] ?? '', 'other'), of(all[place] ?? ''), of('other', all[place])]) {
        expect(digestOfPart(images.with(place, other))).not.toBe(whole)
      }
    })
    await assert(given)
    expect(digestOfPart([{ ...of('', 'a'), tags: [] }])).toBe(digestOfText('a'))
    expect(digestOfPart([of('a', 'a')])).not.toBe(digestOfText('a'))
  })

  test('are the same in two jobs, or the difference is named', async () => {
    const given = property(names, names, (one, other) => {
      const [here, there] = [one, other].map((all) => all.map((name) => of(name)))
      const isSame = one.toSorted().join() === other.toSorted().join()
      expect(differenceBetween(here ?? [], there ?? []) === undefined).toBe(isSame)
    })
    await assert(given)
    const api = of('api', 'x')
    expect(differenceBetween([api], [of('api'), of('web')])).toBe('the images api here, and api, web there')
    expect(differenceBetween([api], [{ ...api, tags: ['ghcr.io/acme/api:2'] }])).toBe(
      'api as ghcr.io/acme/api:1 here, and ghcr.io/acme/api:2 there'
    )
    expect(differenceBetween([{ ...api, platforms: ['linux/arm64'] }], [{ ...api, platforms: ['linux/s390x'] }])).toBe(
      'api for linux/arm64 here, and linux/s390x there'
    )
  })
})

describe('notes', () => {
  const root = { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: digestOfText('a'), size: 7 }
  const note: PartNote = {
    key,
    attempt: 2,
    images: ['ghcr.io/acme/app'],
    platforms,
    part: ['linux/amd64'],
    release: [{ name: '', tags: [], platforms, root }],
    commit: 'abc',
    runner: { name: 'runner-7', os: 'Linux', arch: 'X64' },
    seconds: 1.5,
    bytes: 34,
  }
  const finished = {
    key,
    attempt: 1,
    images: note.images,
    platforms,
    published: [{ name: '', images: note.images, tags: [], digest: root.digest }],
    outputs: { digest: root.digest, tags: 'x\ny' },
  }
  const several: PartNote = {
    ...note,
    images: ['ghcr.io/acme/api', 'ghcr.io/acme/web'],
    release: [
      { name: 'api', tags: ['ghcr.io/acme/api:1'], platforms, root },
      { name: 'web', tags: ['ghcr.io/acme/web:1', 'ghcr.io/acme/web:latest'], platforms: ['linux/arm64'] },
    ],
  }

  test('are read back', () => {
    expect(parsePartNote(formatPartNote(note))).toEqual(note)
    expect(parseFinishedNote(formatFinishedNote(finished))).toEqual(finished)
    expect(parsePartNote(formatPartNote(several))).toEqual(several)
    const published = several.release.map(({ name, tags }) => ({
      name,
      tags,
      images: note.images,
      digest: root.digest,
    }))
    expect(parseFinishedNote(formatFinishedNote({ ...finished, published }))).toEqual({ ...finished, published })
  })

  test('about a single image are as they were before there could be several', () => {
    const { release: _, ...rest } = note
    expect(JSON.parse(Buffer.from(formatPartNote(note)).toString())).toEqual({ version: 1, ...rest, root })
    const { published: __, ...end } = finished
    const text = Buffer.from(formatFinishedNote(finished)).toString()
    expect(JSON.parse(text)).toEqual({ version: 1, ...end, digest: root.digest })
  })

  test('are never trusted: other bytes are not notes', async () => {
    const parse = (bytes: Uint8Array) => [parsePartNote(bytes), parseFinishedNote(bytes)]
    await assert(
      property(uint8Array(), (bytes) => {
        expect(parse(bytes)).toEqual([undefined, undefined])
      })
    )
    await assert(
      property(json(), (text) => {
        expect(parse(Buffer.from(text))).toEqual([undefined, undefined])
      })
    )
    for (const whole of [note, several]) {
      const fields = JSON.parse(Buffer.from(formatPartNote(whole)).toString())
      for (const field of Object.keys(fields).filter((each) => each !== 'runner')) {
        for (const value of [null, -1, {}, ['\n'], [1], [{ ...several.release[0], tags: 1 }]]) {
          expect(parsePartNote(Buffer.from(JSON.stringify({ ...fields, [field]: value })))).toBeUndefined()
        }
      }
    }
  })

  test('show one line of a runner that is named otherwise', () => {
    const runner = { name: `a\n::error::b${'x'.repeat(200)}`, os: 7, arch: null }
    const parsed = parsePartNote(
      Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(formatPartNote(note)).toString()), runner }))
    )
    expect(parsed?.runner).toEqual({ name: `a ::error::b${'x'.repeat(88)}`, os: '', arch: '' })
  })

  test('of a publication leave out outputs that are too long', () => {
    const outputs = { ...finished.outputs, image: 'i@d', json: 'x'.repeat(noteLimit) }
    const bytes = formatFinishedNote({ ...finished, outputs })
    expect(bytes.length).toBeLessThanOrEqual(noteLimit)
    expect(parseFinishedNote(bytes)?.outputs).toEqual({
      digest: root.digest,
      image: 'i@d',
      images: '',
      tags: 'x\ny',
      version: '',
    })
  })
})
