import { describe, expect, test } from 'vitest'
import { parseJson, recordOf } from '../../src/json.ts'
import { type Digest, digestOf } from '../../src/oci/digest.ts'
import { cosignTags, referrersTag } from '../../src/oci/distribution/referrer-tags.ts'
import { blob, image, layer, manifest, type TestImage } from '../support/images.ts'
import { type Options, publishAll, type TestRelease } from '../support/publish.ts'
import type { Behaviour } from '../support/registry/behaviour.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'

// What is attached to an image, pushed as a part of its release.

const app = image({ layers: [layer('base')] })
const old = image({ layers: [layer('old')] })
const ociManifest = 'application/vnd.oci.image.manifest.v1+json'
const empty = blob(Buffer.from('{}'), 'application/vnd.oci.empty.v1+json')

/** An artifact that refers to an image. */
function artifact(text: string, subject: TestImage = app, annotations?: Record<string, string>): TestImage {
  const { mediaType, digest, size } = subject.root
  const fields = { mediaType: ociManifest, artifactType: 'application/spdx+json', annotations }
  return manifest({ ...fields, subject: { mediaType, digest, size } }, empty, [layer(text)])
}

const sbom = artifact('sbom', app, { created: 'today' })
const report = artifact('report')
/** A signature of the SBOM. */
const signature = artifact('signature', sbom)
const fallback = referrersTag(app.root.digest)

interface Entries {
  readonly manifests: readonly { readonly digest: string; readonly artifactType?: string }[]
}

/** The entries of the index that a registry without a list of referrers has under the fallback tag. */
function listed(registry: TestRegistry, tag: string = fallback): Entries['manifests'] {
  const digest = registry.tags('o/app')[tag]
  const { bytes = Buffer.from('{}') } = (digest && registry.manifest('o/app', digest)) || {}
  return (recordOf(parseJson(Buffer.from(bytes).toString())) as unknown as Entries).manifests ?? []
}

async function attach(
  registries: readonly TestRegistry[],
  artifacts: readonly TestImage[],
  options: Options & { readonly tags?: string } = {}
) {
  const { tags = 'v1', ...rest } = options
  const parts: readonly TestRelease[] = [
    { image: app, references: registries.map(({ host }) => `${host}/o/app:${tags}`) },
    ...artifacts.map((each) => ({
      image: each,
      references: registries.map(({ host }) => `${host}/o/app:`),
      attachedTo: app,
    })),
  ]
  return await publishAll(parts, rest)
}

/** The manifests that were written, in order: their tags, or `name`s of their digests. */
function puts(registry: TestRegistry, names: Readonly<Record<string, TestImage>>): readonly string[] {
  const words = new Map(Object.entries(names).map(([name, { root }]) => [root.digest as string, name]))
  return registry.entries
    .filter(({ method, route, status }) => method === 'PUT' && route.kind === 'manifest' && status === 201)
    .map(({ route: { reference = '' } }) => words.get(reference) ?? reference)
}

test('pushes what is attached after the image it refers to, and before the tags', async () => {
  await using registry = await startTestRegistry()
  const [outcome, ...others] = await attach([registry], [sbom, signature])
  expect([outcome?.status, outcome?.referrers, others]).toEqual(['published', 2, []])
  expect(puts(registry, { app, sbom, signature })).toEqual(['app', 'sbom', 'signature', 'v1'])
  expect(registry.tags('o/app')).toEqual({ v1: app.root.digest })
  expect([registry.unexpected, registry.sessions]).toEqual([[], []])
})

test('asks a registry that lists referrers once for each subject, and not for each referrer', async () => {
  await using registry = await startTestRegistry()
  await attach([registry], [sbom, report, signature])
  registry.clearLog()
  const [outcome] = await attach([registry], [sbom, report, signature])
  expect([outcome?.status, outcome?.referrers]).toEqual(['published', 3])
  const asked = registry.log.filter((line) => line.startsWith('GET referrers'))
  expect(asked).toHaveLength(2)
  // The tag with its manifest, and the root.
  expect(registry.count()).toEqual({ GET: 1 + 2, HEAD: 1 })
})

describe('where the registry does not list referrers', () => {
  const silent: Partial<Behaviour> = { referrers: 404 }

  test('adds them to the index under the fallback tag, before any tag of the image', async () => {
    await using registry = await startTestRegistry({ behaviour: silent })
    const [outcome] = await attach([registry], [sbom, report, signature])
    expect([outcome?.status, outcome?.tags.map(({ tag }) => tag)]).toEqual(['published', ['v1']])
    const { digest, size, mediaType } = sbom.root
    const artifactType = 'application/spdx+json'
    expect(listed(registry)).toEqual([
      { mediaType, digest, size, artifactType, annotations: { created: 'today' } },
      { ...report.root, artifactType },
    ])
    expect(listed(registry, referrersTag(digest))).toEqual([{ ...signature.root, artifactType }])
    expect(puts(registry, { app, sbom, report, signature }).at(-1)).toBe('v1')
    expect(registry.unexpected).toEqual([])
  })

  test('lists an artifact that is published on its own, once it is there', async () => {
    await using registry = await startTestRegistry({ behaviour: silent })
    registry.put('o/app', app, 'v1')
    const [outcome] = await publishAll([{ image: sbom, references: [`${registry.host}/o/app:sbom`] }])
    expect([outcome?.status, outcome?.error]).toEqual(['published', undefined])
    expect(puts(registry, { sbom })).toEqual(['sbom', fallback, 'sbom'])
    expect(listed(registry).map(({ digest }) => digest)).toEqual([sbom.root.digest])
  })

  test('keeps the entries of others as they are', async () => {
    await using registry = await startTestRegistry({ behaviour: silent })
    await attach([registry], [report])
    const [before] = listed(registry)
    await attach([registry], [sbom])
    expect(listed(registry).map(({ digest }) => digest)).toEqual([report.root.digest, sbom.root.digest])
    expect(listed(registry)[0]).toEqual(before)
  })

  test('writes nothing if all are listed', async () => {
    await using registry = await startTestRegistry({ behaviour: silent })
    await attach([registry], [sbom, report])
    registry.clearLog()
    await attach([registry], [sbom, report])
    expect(registry.count().PUT).toBeUndefined()
  })

  test('lists what was pushed by a run that was interrupted before it did', async () => {
    await using registry = await startTestRegistry({ behaviour: silent })
    registry.put('o/app', app, 'v1')
    registry.put('o/app', sbom)
    await attach([registry], [sbom])
    expect(listed(registry).map(({ digest }) => digest)).toEqual([sbom.root.digest])
  })

  test.each<Behaviour['conditions']>(['kept', 'unknown', 412])(
    'loses nothing if another job adds to it at the same time (conditions: %s)',
    async (conditions) => {
      await using registry = await startTestRegistry({ behaviour: { ...silent, conditions } })
      await attach([registry], [])
      const put = { method: 'PUT', kind: 'manifest', reference: fallback } as const
      // The other job's write comes between our read and our write.
      registry.fail(put, { slow: 50 }, { times: 1 })
      await Promise.all([
        attach([registry], [sbom]),
        attach([registry], [report]),
        attach([registry], [signature, sbom]),
      ])
      const digests = listed(registry).map(({ digest }) => digest)
      if (conditions === 'kept') expect(digests.toSorted()).toEqual([sbom.root.digest, report.root.digest].toSorted())
      else expect(digests).toContain(sbom.root.digest)
    }
  )

  test('leaves out entries of others that the registry no longer has', async () => {
    await using registry = await startTestRegistry({ behaviour: silent })
    await attach([registry], [report])
    registry.lose('o/app', report.root.digest)
    const [outcome] = await attach([registry], [sbom])
    expect([outcome?.status, outcome?.error]).toEqual(['published', undefined])
    expect(listed(registry).map(({ digest }) => digest)).toEqual([sbom.root.digest])
  })

  test('says which tag is in the way if it is not an index', async () => {
    await using registry = await startTestRegistry({ behaviour: silent })
    registry.put('o/app', old, fallback)
    const [outcome] = await attach([registry], [sbom])
    expect(outcome?.status).toBe('failed')
    expect(outcome?.error?.message).toMatch(
      new RegExp(`o/app: adding to the list of referrers '${fallback}' failed: ${old.root.digest} is not an index`)
    )
    expect(registry.tags('o/app').v1).toBeUndefined()
  })

  test('does so at a target that is late, before its tags', async () => {
    await using good = await startTestRegistry()
    await using late = await startTestRegistry({ behaviour: silent })
    late.fail({ method: 'PUT', kind: 'upload' }, { slow: 300 }, { times: 99 })
    const outcomes = await attach([good, late], [sbom], { required: [good.host], lateAfter: 20 })
    expect(outcomes.map(({ status, referrers }) => [status, referrers])).toEqual([
      ['published', 1],
      ['published', 1],
    ])
    expect(puts(late, { app, sbom })).toEqual(['app', 'sbom', fallback, 'v1'])
  })
})

describe("cosign's tags", () => {
  const [tag = ''] = cosignTags(app.root.digest)
  const signed = image({ layers: [layer('signature')] })

  const parts = (registry: TestRegistry): readonly TestRelease[] => [
    { image: app, references: [`${registry.host}/o/app:v1,latest`] },
    { image: signed, references: [`${registry.host}/o/app:${tag}`], attachedTo: app },
  ]

  test('move before those of the image', async () => {
    await using registry = await startTestRegistry()
    const [outcome] = await publishAll(parts(registry))
    expect([outcome?.status, outcome?.referrers]).toEqual(['published', 1])
    expect(outcome?.tags.map((each) => each.tag)).toEqual(['v1', 'latest'])
    expect(puts(registry, { app, signed }).slice(0, 3)).toEqual(['app', 'signed', tag])
    expect(registry.tags('o/app')).toEqual({ v1: app.root.digest, latest: app.root.digest, [tag]: signed.root.digest })
  })

  test('keep those of the image from moving if they cannot be written', async () => {
    await using registry = await startTestRegistry()
    registry.fail({ method: 'PUT', kind: 'manifest', reference: tag }, { status: 403 })
    const [outcome] = await publishAll(parts(registry))
    expect(outcome?.status).toBe('failed')
    expect(registry.tags('o/app')).toEqual({})
  })

  test('are rolled back with those of the image', async () => {
    await using registry = await startTestRegistry()
    registry.put('o/app', old, tag)
    registry.fail({ method: 'PUT', kind: 'manifest', reference: 'latest' }, { status: 403 })
    const [outcome] = await publishAll(parts(registry))
    expect(outcome?.status).toBe('failed')
    expect(registry.tags('o/app')).toEqual({ [tag]: old.root.digest })
  })
})

test('names the tags as the specification and cosign do', () => {
  const long = digestOf(Buffer.of(), 'sha512') as Digest
  expect(referrersTag(long)).toBe(`sha512-${long.slice(7, 71)}`)
  expect(fallback).toBe(app.root.digest.replace(':', '-'))
  expect(cosignTags(app.root.digest)).toEqual(['.sig', '.att', '.sbom'].map((ending) => `${fallback}${ending}`))
})
