import { parseRecord } from '../../json.ts'
import type { Descriptor } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { EarlierScan } from '../../plan/scan-report.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { RemoteRepository } from '../../registry/repository.ts'
import { bundlePlace, bundleType, envelopeIn } from '../cosign/bundle.ts'
import { inTotoType, parseEnvelope } from '../cosign/dsse.ts'
import { statementAbout } from '../cosign/in-toto.ts'
import { envelopeType } from '../cosign/legacy-signer.ts'
import { scanIn, scanPredicateType } from '../documents/scan-document.ts'
import type { SignedLayer } from '../signer.ts'
import { listedReferrers, predicateField } from './listed-referrers.ts'
import { readLayer } from './read-layer.ts'
import { tagFor } from './tagged-artifact.ts'

/** Maximum number of documents to read, the last listed first: anyone who may push can add more. */
const mostRead = 4
/** Maximum number of objects in a document; large reports have a few hundred thousand. */
const mostObjects = 500_000

/** A list may omit the type, or have the config's type instead. */
const listedTypes: readonly (string | undefined)[] = [bundleType, bundlePlace().configType, inTotoType, undefined]

export interface ScanSearch {
  readonly remote: RemoteRepository
  /** The manifest that the scan is about. */
  readonly subject: Digest
  /** Whether it is under cosign's older tag rather than among the referrers. */
  readonly isTagged: boolean
  /** Called for each document that cannot be used. */
  readonly onSkipped: (reason: string) => void
}

/**
 * The scan that was attached to a manifest last; undefined if there is none. Its signature is not verified: nothing may
 * depend on what it says. Throws RegistryError.
 */
export async function findScan(search: ScanSearch): Promise<EarlierScan | undefined> {
  for await (const layer of layersOf(search)) {
    try {
      const found = scanIn(
        statementAbout({ digest: search.subject }, statementIn(await readLayer(search.remote, layer)))
      )
      if (found) return found
    } catch (error) {
      const { message } = error as Error
      search.onSkipped(error instanceof RegistryError ? message : `it ${message}`)
    }
  }
  return undefined
}

async function* layersOf({ remote, subject, isTagged }: ScanSearch): AsyncGenerator<Descriptor> {
  if (isTagged) {
    const tag = tagFor({ subject: { digest: subject } }, { ending: '.att' })
    yield* lastOf(documentsIn(await remote.manifests.get(tag)))
    return
  }
  const listed = await listedReferrers(remote, subject)
  const like = listed.filter((each) => listedTypes.includes(each.artifactType) && mayBeScan(each))
  for (const { digest } of lastOf(like)) yield* documentsIn(await remote.manifests.get(digest)).slice(0, 1)
}

function lastOf<Each>(all: readonly Each[]): readonly Each[] {
  return all.slice(-mostRead).toReversed()
}

/** The first blob is the config. */
function documentsIn(manifest: Manifest | undefined): readonly Descriptor[] {
  const types = [bundleType, inTotoType, envelopeType]
  return (manifest?.blobs ?? []).slice(1).filter((layer) => types.includes(layer.mediaType) && mayBeScan(layer))
}

/** Whether annotations, if there are any, say that it is about a scan. */
function mayBeScan({ annotations = {} }: Descriptor): boolean {
  const names = [predicateField, 'in-toto.io/predicate-type', 'predicateType']
  return names.every((name) => (annotations[name] ?? scanPredicateType) === scanPredicateType)
}

/** Throws Error, with the end of a sentence. */
function statementIn({ mediaType, bytes }: SignedLayer): string {
  const text = textIn(mediaType, Buffer.from(bytes))
  let objects = 0
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) objects += 1
  if (objects > mostObjects) throw new Error(`has more than ${mostObjects} objects`)
  return text
}

function textIn(mediaType: string, bytes: Buffer): string {
  if (mediaType === inTotoType) return bytes.toString('utf8')
  if (mediaType === bundleType) return envelopeIn(bytes).payload.toString('utf8')
  return parseEnvelope(parseRecord(bytes.toString('utf8'))).payload.toString('utf8')
}
