import { describe, expect, test } from 'vitest'
import type { Document } from '../../src/attach/documents/document.ts'
import type { Signer } from '../../src/attach/signer.ts'
import { parseJson, recordOf } from '../../src/json.ts'
import type { Digest } from '../../src/oci/digest.ts'
import { referrersTag } from '../../src/oci/distribution/referrer-tags.ts'
import type { Checks } from '../../src/push/phases/check-phase.ts'
import { blob, image, index, layer, manifest, type TestImage } from '../support/images.ts'
import { type Options, publishAll, publishTo } from '../support/publish.ts'
import { attestation } from '../support/registry/content/attestation.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { Rounds } from '../support/registry/rounds.ts'
import { attaching, signerWith } from '../support/sign/attaching.ts'

// Signatures and documents, between content and tags, as registries see it.

const app = image({ layers: [layer('amd64')] })
const arm = image({ layers: [layer('arm64')], platform: { os: 'linux', architecture: 'arm64' } })
const both = index([app, arm])
const ociManifest = 'application/vnd.oci.image.manifest.v1+json'
const bundle = 'application/vnd.dev.sigstore.bundle.v0.3+json'
const spdx = {
  predicate: { type: 'https://spdx.dev/Document', text: '{"spdxVersion":"SPDX-2.3"}' },
  title: 'sbom.json',
}
const sbom = { ...spdx, mediaType: 'application/spdx+json' }

async function publish(registries: readonly TestRegistry[], published: TestImage, options: Options) {
  return await publishTo(
    registries.map(({ host }) => `${host}/o/app:v1`),
    published,
    options
  )
}

/** The artifact types of what refers to an image. */
async function referrersOf({ host }: TestRegistry, { root }: TestImage): Promise<readonly unknown[]> {
  const response = await fetch(`http://${host}/v2/o/app/referrers/${root.digest}`)
  const { manifests } = (await response.json()) as { manifests: readonly { artifactType: string }[] }
  return manifests.map(({ artifactType }) => artifactType)
}

function manifestAt(registry: TestRegistry, tag: string) {
  const digest = registry.tags('o/app')[tag]
  const { bytes = Buffer.from('{}') } = (digest && registry.manifest('o/app', digest)) || {}
  return recordOf(parseJson(Buffer.from(bytes).toString())) as {
    readonly layers?: readonly { readonly annotations?: Readonly<Record<string, string>> }[]
    readonly manifests?: readonly {
      readonly digest: string
      readonly artifactType?: string
      readonly annotations?: object
    }[]
  }
}

const writes = ({ entries }: TestRegistry) =>
  entries
    .filter(({ method, route }) => method === 'PUT' && route.kind === 'manifest')
    .map(({ route }) => route.reference)

test('an index and its platforms are signed at every target, with the same signatures, before its tag', async () => {
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  const checks = attaching({ signers: [await signerWith()] })
  const outcomes = await publish([one, two], both, { checks })
  expect(outcomes.map(({ status, referrers }) => [status, referrers])).toEqual([
    ['published', 3],
    ['published', 3],
  ])
  for (const registry of [one, two]) {
    for (const each of [both, app, arm]) expect(await referrersOf(registry, each)).toEqual([bundle])
    expect(writes(registry).at(-1)).toBe('v1')
    expect([registry.unexpected, registry.sessions]).toEqual([[], []])
  }
  const digests = checks.attached.map(({ digest }) => digest)
  expect([digests.length, new Set(digests).size]).toEqual([6, 3])
})

test.each(['bundle', 'legacy'] as const)('each of several keys of one kind signs everything: %s', async (format) => {
  await using registry = await startTestRegistry()
  const signers = [await signerWith(format), await signerWith(format)]
  const [outcome] = await publish([registry], both, { checks: attaching({ signers }) })
  expect(outcome?.status).toBe('published')
  for (const signer of signers) {
    const again = attaching({ signers: [signer] })
    await publish([registry], both, { checks: again })
    expect(again.attached.map(({ isKept }) => isKept)).toEqual([true, true, true])
  }
})

describe('costs', () => {
  /** Round trips with these checks. */
  async function cost(published: TestImage, checks: Checks, referrers: 'works' | 404): Promise<number> {
    const rounds = new Rounds({ quiet: 20 })
    await using registry = await startTestRegistry({ rounds, behaviour: { referrers } })
    let start = 0
    const meanwhile = () => {
      start = rounds.count
    }
    const [outcome] = await publish([registry], published, { checks, meanwhile })
    expect([outcome?.status, registry.unexpected, registry.sessions]).toEqual(['published', [], []])
    return rounds.count - start
  }

  test.each([
    ['works', 3],
    [404, 6],
  ] as const)('round trips of a signature, if the list of referrers is %s: %s', async (referrers, expected) => {
    const signer = await signerWith()
    for (const published of [app, both]) {
      const without = await cost(published, attaching({}), referrers)
      expect((await cost(published, attaching({ signers: [signer] }), referrers)) - without).toBe(expected)
    }
  })

  test.each([
    ['works', 3],
    [404, 6],
  ] as const)('no further ones for reports of scans, if the list is %s', async (referrers, expected) => {
    const signer = await signerWith()
    for (const signers of [[signer], []]) {
      const found = new Map<Digest, Document>()
      const checks = attaching({ signers, found, isScanned: true })
      // The reports are only known now.
      const approve: Checks['approve'] = async (...uploads) => {
        for (const { root } of [app, arm]) found.set(root.digest, spdx)
        return await checks.approve(...uploads)
      }
      const scanned = { begin: checks.begin.bind(checks), approve, confirm: checks.confirm.bind(checks) }
      const without = await cost(both, attaching({}), referrers)
      expect((await cost(both, scanned, referrers)) - without).toBe(expected)
      expect(checks.attached).toHaveLength(signers.length > 0 ? 5 : 2)
    }
  })
})

describe('what is there already', () => {
  test('a signature with the same key, and the same document, are kept', async () => {
    await using registry = await startTestRegistry()
    const attachments = { signers: [await signerWith()], documents: [sbom] }
    await publish([registry], both, { checks: attaching(attachments) })
    const before = writes(registry).length
    const again = attaching(attachments)
    const [outcome] = await publish([registry], both, { checks: again })
    expect([outcome?.status, writes(registry).length - before]).toEqual(['published', 0])
    expect(again.attached.map(({ isKept }) => isKept)).toEqual([true, true, true, true])
  })

  test.each([
    ['the type of its config, as cosign writes it', { artifactType: 'application/vnd.oci.empty.v1+json' }],
    ['no type', {}],
    ['another type', { artifactType: 'application/spdx+json' }],
    [
      'another predicate',
      { artifactType: bundle, annotations: { 'dev.sigstore.bundle.predicateType': spdx.predicate.type } },
    ],
  ])('its content counts, even if the list of another client has %s', async (_, stated) => {
    await using registry = await startTestRegistry({ behaviour: { referrers: 404 } })
    const attachments = { signers: [await signerWith()], documents: [spdx] }
    await publish([registry], app, { checks: attaching(attachments) })
    const tag = referrersTag(app.root.digest)
    const { manifests = [], ...list } = manifestAt(registry, tag)
    const restated = manifests.map(({ artifactType, annotations, ...entry }) => ({ ...entry, ...stated }))
    const bytes = Buffer.from(JSON.stringify({ ...list, manifests: restated }))
    registry.putManifest('o/app', bytes, 'application/vnd.oci.image.index.v1+json', tag)
    const before = writes(registry).length
    const again = attaching(attachments)
    await publish([registry], app, { checks: again })
    expect(again.attached.map(({ isKept }) => isKept)).toEqual([true, true])
    expect(writes(registry).length).toBe(before)
  })

  test('not all of what others have attached is read', async () => {
    await using registry = await startTestRegistry()
    registry.put('o/app', app)
    for (let count = 0; count < 60; count++) {
      const config = blob(Buffer.from('{}'), 'application/vnd.oci.empty.v1+json')
      const fields = {
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        artifactType: 'application/vnd.example',
      }
      const note = blob(Buffer.from(`note ${count}`), 'application/vnd.example')
      registry.put('o/app', manifest({ ...fields, subject: app.root }, config, [note]))
    }
    await publish([registry], app, { checks: attaching({ signers: [await signerWith()] }) })
    const reads = registry.entries.filter(({ method, route }) => method === 'GET' && route.kind === 'manifest')
    expect(reads.filter(({ route }) => route.reference?.startsWith('sha256:')).length).toBeLessThan(25)
    // Of what is no signature, only the manifest.
    expect(registry.log.filter((line) => line.startsWith('GET blob'))).toHaveLength(1)
  })

  test('a signature with another key is not, and stays', async () => {
    await using registry = await startTestRegistry({ behaviour: { referrers: 404 } })
    await publish([registry], app, { checks: attaching({ signers: [await signerWith()] }) })
    const other = attaching({ signers: [await signerWith()], documents: [sbom] })
    await publish([registry], app, { checks: other })
    expect(other.attached.map(({ isKept }) => isKept)).toEqual([false, false])
    expect(manifestAt(registry, referrersTag(app.root.digest)).manifests).toHaveLength(3)
  })

  test('nothing is looked up for an image that is new', async () => {
    await using registry = await startTestRegistry()
    await publish([registry], app, { checks: attaching({ signers: [await signerWith()] }) })
    // Whether it has such lists is asked once.
    expect(registry.log.filter((line) => line.startsWith('GET referrers'))).toHaveLength(1)
  })
})

test('what is signed is what the tag points at: an equivalent image that is kept', async () => {
  await using registry = await startTestRegistry()
  const built = index([app, attestation(app)])
  const rebuilt = index([app, attestation(app, { name: 'registry.test/o/rebuilt' })])
  const signers = [await signerWith()]
  await publish([registry], built, { checks: attaching({ signers }) })
  const checks = attaching({ signers, documents: [sbom] })
  const [outcome] = await publish([registry], rebuilt, { checks })
  expect([outcome?.isEquivalent, registry.tags('o/app').v1]).toEqual([true, built.root.digest])
  const { digest } = built.root
  expect(checks.attached.map(({ claim }) => claim.subject.digest)).toEqual([digest, app.root.digest, digest])
  expect(await referrersOf(registry, built)).toEqual([bundle, bundle])
  expect(registry.manifest('o/app', rebuilt.root.digest)).toBeUndefined()
})

test('an image whose attestations someone else may have made is neither kept nor signed', async () => {
  await using registry = await startTestRegistry()
  const forged = index([app, attestation(app, { name: 'registry.test/o/forged' })])
  const built = index([app, attestation(app)])
  await publish([registry], forged, { checks: attaching({ signers: [await signerWith()] }) })
  const checks = attaching({ signers: [await signerWith()] })
  const [outcome] = await publish([registry], built, { checks })
  expect([outcome?.isEquivalent, registry.tags('o/app').v1]).toEqual([undefined, built.root.digest])
  expect(checks.attached.map(({ claim }) => claim.subject.digest)).toContain(built.root.digest)
  expect(await referrersOf(registry, forged)).toEqual([bundle])
})

test('no tag moves if a copy would replace the list that a signature has to be in', async () => {
  await using registry = await startTestRegistry({ behaviour: { referrers: 404 } })
  const list = referrersTag(app.root.digest)
  const parts = [
    { image: app, references: [`${registry.host}/o/app:v1`] },
    { image: index([arm]), references: [`${registry.host}/o/app:${list}`] },
  ]
  const [outcome] = await publishAll(parts, { checks: attaching({ signers: [await signerWith()] }) })
  expect([outcome?.status, registry.tags('o/app')]).toEqual(['withheld', {}])
  expect(String(outcome?.objection)).toContain(`/o/app:${list} is copied, and would replace the list of what refers to`)
})

describe('in the legacy format', () => {
  const tag = `${app.root.digest.replace(':', '-')}.sig`
  const signatures = (registry: TestRegistry) =>
    manifestAt(registry, tag).layers?.map(({ annotations }) => annotations?.['dev.cosignproject.cosign/signature'])

  test('a signature is added to those that others have made', async () => {
    await using registry = await startTestRegistry()
    await publish([registry], app, { checks: attaching({ signers: [await signerWith('legacy')] }) })
    const [first] = signatures(registry) ?? []
    await publish([registry], app, { checks: attaching({ signers: [await signerWith('legacy')] }) })
    expect(signatures(registry)).toEqual([first, expect.any(String)])
    expect(registry.unexpected).toEqual([])
  })

  test('a signature is added to those that are copied with the image, in each run again', async () => {
    await using registry = await startTestRegistry()
    const signed = await (await signerWith('legacy')).sign({
      subject: app.root,
      repository: { registry: 'a.test', name: 'app' },
    })
    const { bytes, mediaType, annotations = {} } = signed.layer
    const copied = manifest({ mediaType: ociManifest }, blob(Buffer.from('{"rootfs":{}}')), [
      blob(bytes, mediaType, { annotations }),
    ])
    const name = `${registry.host}/o/app`
    const signers = [await signerWith('legacy')]
    for (const _ of [1, 2]) {
      const [outcome] = await publishAll(
        [
          { image: app, references: [`${name}:v1`] },
          { image: copied, references: [`${name}:${tag}`], attachedTo: app },
        ],
        { checks: attaching({ signers }) }
      )
      expect([outcome?.status, registry.tags('o/app').v1]).toEqual(['published', app.root.digest])
      expect(signatures(registry)).toEqual([Object.values(annotations)[0], expect.any(String)])
    }
  })

  test('none is lost if two jobs sign at the same time, with or without conditions', async () => {
    for (const conditions of ['kept', 'unknown'] as const) {
      await using registry = await startTestRegistry({ behaviour: { conditions } })
      await publish([registry], app, {})
      const jobs = await Promise.all(Array.from({ length: 3 }, () => signerWith('legacy')))
      await Promise.all(jobs.map((signer) => publish([registry], app, { checks: attaching({ signers: [signer] }) })))
      expect(signatures(registry)).toHaveLength(3)
    }
  })

  test('a signature with the same key is kept', async () => {
    await using registry = await startTestRegistry()
    const attachments = {
      signers: [await signerWith('legacy')],
      documents: [sbom, { ...spdx, predicate: { type: 'https://example.com/p', text: '{}' } }],
    }
    await publish([registry], app, { checks: attaching(attachments) })
    const again = attaching(attachments)
    await publish([registry], app, { checks: again })
    expect(again.attached.map(({ isKept }) => isKept)).toEqual([true, true, true])
    expect(manifestAt(registry, tag.replace('.sig', '.att')).layers).toHaveLength(2)
  })
})

describe('no tag moves if', () => {
  const old = image({ layers: [layer('old')] })

  test('a registry does not have what it accepted', async () => {
    await using registry = await startTestRegistry()
    registry.put('o/app', old, 'v1')
    const signer = await signerWith()
    const forged: Signer = {
      ...signer,
      sign: async (claim) => ({ ...(await signer.sign(claim)), ...(await (await signerWith()).sign(claim)) }),
    }
    const [outcome] = await publish([registry], app, { checks: attaching({ signers: [forged] }) })
    expect([outcome?.status, registry.tags('o/app').v1]).toEqual(['withheld', old.root.digest])
    expect(outcome?.objection?.message).toMatch(
      new RegExp(`^${registry.host}/o/app: sha256:[0-9a-f]{64} was written, but cannot be verified: it is not signed`)
    )
  })

  test('a required registry cannot be read', async () => {
    await using one = await startTestRegistry()
    await using two = await startTestRegistry()
    two.fail({ method: 'GET', kind: 'blob' }, { status: 403 }, { times: 99 })
    const outcomes = await publish([one, two], app, { checks: attaching({ signers: [await signerWith()] }) })
    expect(outcomes.map(({ status }) => status)).toEqual(['withheld', 'failed'])
  })

  test.each([
    [400, /Check that \S+ accepts manifests that refer to others/],
    [403, /Check that this user may push/],
    [405, /Check that \S+ accepts manifests that refer to others/],
    [413, /limits the size of uploads/],
  ] as const)('a registry refuses what refers to an image: %s', async (status, advice) => {
    await using registry = await startTestRegistry()
    registry.put('o/app', old, 'v1')
    registry.fail({ method: 'PUT', kind: 'manifest' }, { status }, { after: 1, times: 99 })
    const [outcome] = await publish([registry], app, { checks: attaching({ signers: [await signerWith()] }) })
    expect([outcome?.status, registry.tags('o/app')]).toEqual(['failed', { v1: old.root.digest }])
    expect(outcome?.error?.message).toMatch(/: referrer sha256:\w+ of sha256:\w+ was refused: 4/)
    expect(outcome?.error?.message).toMatch(advice)
  })

  describe.each([
    ['the fallback tag', 'bundle', referrersTag(app.root.digest)],
    ["cosign's older tag", 'legacy', `${app.root.digest.replace(':', '-')}.sig`],
  ] as const)('a registry refuses %s', (_, format, tag) => {
    const exempt =
      /^\S+: adding .* 'sha256-\w+(?:\.sig)?' was refused: 4.*: exempt tags that begin with 'sha256-' from rules/
    test.each([
      [400, exempt],
      [403, /Check that this user may push/],
      [405, exempt],
      [413, /limits the size of uploads/],
      ['to change it', exempt],
    ] as const)('%s', async (status, problem) => {
      await using registry = await startTestRegistry({ behaviour: { referrers: 404 } })
      const signed = async () =>
        await publish([registry], app, { checks: attaching({ signers: [await signerWith(format)] }) })
      if (status === 'to change it') {
        registry.behave({ immutable: (each) => each === tag })
        await signed()
      } else registry.fail({ method: 'PUT', kind: 'manifest', reference: tag }, { status }, { times: 99 })
      registry.put('o/app', old, 'v1')
      const [outcome] = await signed()
      expect([outcome?.status, registry.tags('o/app').v1]).toEqual(['failed', old.root.digest])
      expect(outcome?.error?.message).toMatch(problem)
    })
  })

  test('a service that signs is down', async () => {
    await using registry = await startTestRegistry()
    const down: Signer = { ...(await signerWith()), sign: () => Promise.reject(new Error('fulcio.example is down')) }
    const [outcome] = await publish([registry], app, { checks: attaching({ signers: [down] }) })
    expect([outcome?.objection?.message, registry.tags('o/app')]).toEqual(['fulcio.example is down', {}])
  })
})

test('a registry that only claims to process subjects gets the fallback tag', async () => {
  await using registry = await startTestRegistry({ behaviour: { referrers: 404, subjectHeader: true } })
  const [outcome] = await publish([registry], app, { checks: attaching({ signers: [await signerWith()] }) })
  expect(outcome?.status).toBe('published')
  expect(
    manifestAt(registry, referrersTag(app.root.digest)).manifests?.map(({ artifactType }) => artifactType)
  ).toEqual([bundle])
})

describe('a document', () => {
  test('is a referrer of its own type without a signature', async () => {
    await using registry = await startTestRegistry()
    await publish([registry], both, { checks: attaching({ documents: [sbom] }) })
    expect(await referrersOf(registry, both)).toEqual(['application/spdx+json'])
    expect(await referrersOf(registry, app)).toEqual([])
  })

  test('is in an in-toto statement if it has no type', async () => {
    await using registry = await startTestRegistry()
    await publish([registry], app, { checks: attaching({ documents: [spdx] }) })
    expect(await referrersOf(registry, app)).toEqual(['application/vnd.in-toto+json'])
  })

  test('is signed itself by who cannot sign a statement', async () => {
    await using registry = await startTestRegistry()
    const cosign = await signerWith()
    const types = { artifactType: 'application/vnd.example', configType: 'application/json', layerType: bundle }
    const place = { kind: 'referrer', ...types } as const
    const signer: Signer = { ...cosign, placeOf: ({ predicate }) => (predicate ? undefined : place) }
    const checks = attaching({ signers: [signer], documents: [sbom] })
    const [outcome] = await publish([registry], app, { checks })
    expect([outcome?.status, outcome?.referrers]).toEqual(['published', 3])
    const [document] = checks.attached.filter(({ isSigned }) => !isSigned)
    const subjects = checks.attached.filter(({ isSigned }) => isSigned).map(({ claim }) => claim.subject.digest)
    expect(subjects).toEqual([app.root.digest, document?.digest])
  })
})
