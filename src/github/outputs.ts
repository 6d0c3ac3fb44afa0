import { exportVariable, setOutput } from '@actions/core'
import { outputVariable } from '../tags/output-variable.ts'

/** What the action gives, and what users read of it. */
export const outputs = {
  digest: 'Digest of the published image',
  image: 'The first `name@digest`',
  images: 'One `name@digest` a line, of every target that was published to',
  result:
    'JSON: for each target its status, digest, tags, blobs and bytes kept, mounted and uploaded, retries and seconds',
  imageid: 'Digest of the image configuration, or of the image where it has several',
  metadata: 'JSON: the metadata file of buildx',
  version: 'The version that the tags were made of',
  tags: 'Tags with their image, one a line',
  'tag-names': 'Tags alone, one a line',
  labels: 'Labels, as `key=value` lines',
  annotations: 'Annotations, as `level:key=value` lines',
  json: 'JSON: tags, labels and annotations',
  'bake-file-tags': 'Bake file with the tags',
  'bake-file-labels': 'Bake file with the labels',
  'bake-file-annotations': 'Bake file with the annotations',
  'bake-file': 'Bake file with tags and labels',
} as const

const { version, tags, labels, annotations, json } = outputs

/** What the metadata action gives: docker/metadata-action's outputs. */
export const metadataOutputs = {
  version,
  tags,
  'tag-names': outputs['tag-names'],
  labels,
  annotations,
  json,
  'bake-file-tags': outputs['bake-file-tags'],
  'bake-file-labels': outputs['bake-file-labels'],
  'bake-file-annotations': outputs['bake-file-annotations'],
  'bake-file': outputs['bake-file'],
} as const

export type OutputName = keyof typeof outputs

export function writeOutputs(values: Readonly<Partial<Record<OutputName, string>>>): void {
  for (const [name, value] of Object.entries(values)) setOutput(name, value)
}

/** Makes outputs known to all later steps, as variables such as DOCKER_METADATA_OUTPUT_TAGS. */
export function exportOutputs(values: Readonly<Partial<Record<OutputName, string>>>): void {
  for (const [name, value] of Object.entries(values)) exportVariable(outputVariable(name), value)
}
