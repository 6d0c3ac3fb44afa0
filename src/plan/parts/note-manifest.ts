import { isRecord, parseRecord } from '../../json.ts'
import { type Descriptor, mediaTypes } from '../../oci/descriptor.ts'
import { digestOf } from '../../oci/digest.ts'
import { type Manifest, parseManifest } from '../../oci/manifest.ts'
import { noteLimit } from './part-note.ts'

/** A note of a run, as it is kept in a registry. */
export interface RegistryNote {
  /** GITHUB_RUN_ID: so notes of different runs have different digests, and can be deleted by digest. */
  readonly run: string
  /** The name of the artifact that it stands for: it is too long for a tag. */
  readonly name: string
  readonly file: Uint8Array
}

/** A manifest, and the blobs that it names. */
export interface NoteContent {
  readonly manifest: Manifest
  readonly blobs: readonly { readonly descriptor: Descriptor; readonly bytes: Uint8Array }[]
}

export const noteType = 'application/vnd.manifold.note.v1'
const layerType = `${noteType}+json`
const runKey = 'io.manifold.run'
const nameKey = 'io.manifold.note'
/** image-spec, manifest.md#guidance-for-an-empty-descriptor */
const emptyType = 'application/vnd.oci.empty.v1+json'
const empty = new TextEncoder().encode('{}')

/**
 * A note as an artifact: image-spec, manifest.md#guidelines-for-artifact-usage. The file is a layer for other tools, and
 * embedded in the descriptor of that layer, so that one request reads it.
 */
export function composeNote({ run, name, file }: RegistryNote): NoteContent {
  const config = describe(emptyType, empty)
  const layer = describe(layerType, file)
  const fields = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType: noteType,
    config,
    layers: [{ ...layer, data: Buffer.from(file).toString('base64') }],
    annotations: { [runKey]: run, [nameKey]: name },
  }
  return {
    manifest: parseManifest(new TextEncoder().encode(JSON.stringify(fields)), mediaTypes.ociManifest),
    blobs: [
      { descriptor: config, bytes: empty },
      { descriptor: layer, bytes: file },
    ],
  }
}

/** Reads a note that anybody may have pushed; undefined if it is not one of this run. Never throws. */
export function readNoteManifest({ bytes, blobs }: Manifest, run: string): RegistryNote | undefined {
  const { artifactType, layers, annotations } = parseRecord(new TextDecoder().decode(bytes))
  const { [runKey]: ofRun, [nameKey]: name } = isRecord(annotations) ? annotations : {}
  const [, layer, ...more] = blobs
  if (artifactType !== noteType || ofRun !== run || typeof name !== 'string') return undefined
  if (!layer || more.length > 0 || layer.size > noteLimit) return undefined
  const { data } = Array.isArray(layers) && isRecord(layers[0]) ? layers[0] : {}
  const file = new Uint8Array(Buffer.from(typeof data === 'string' ? data : '', 'base64'))
  return file.length === layer.size && digestOf(file) === layer.digest ? { run, name, file } : undefined
}

function describe(mediaType: string, bytes: Uint8Array): Descriptor {
  return { mediaType, digest: digestOf(bytes), size: bytes.length }
}
