import { statSync, truncateSync } from 'node:fs'
import { exportVariable, setOutput } from '@actions/core'
import type { Variables } from '../../environment.ts'
import { outputVariable } from '../../names/name-outputs.ts'
import { writeRunnerFile } from './runner-file.ts'

/** The outputs of the action, and what users read about them. */
export const outputs = {
  digest: 'Digest of the image',
  image: 'The `name@digest` of the first published target; empty if a bake made several images',
  images: 'The `name@digest` of every published target, one per line',
  result:
    'JSON: the status of each target, its digest and tags, blobs and bytes kept, mounted and uploaded, retries and seconds',
  scan: 'JSON: the findings of `scan` for each platform, counted by severity, how many have a fix, and what is new since the previous image',
  signatures: 'The `name@digest` of each signature of the image and its platforms, one per line',
  attestations: 'The `name@digest` of each document attached to the image, one per line',
  imageid: 'Digest of the image configuration, or of the index if there is one',
  metadata: "JSON: buildx's build metadata; with bake, by target",
  version: 'Version of the image: the first tag',
  tags: 'Full tags, one per line',
  'tag-names': 'Tags without their image, one per line',
  labels: 'Labels, as `key=value` lines',
  annotations: 'Annotations, as `level:key=value` lines',
  json: 'JSON: tags, labels and annotations',
  'bake-file-tags': 'Path of a bake file with the tags',
  'bake-file-labels': 'Path of a bake file with the labels',
  'bake-file-annotations': 'Path of a bake file with the annotations',
  'bake-file': 'Path of a bake file with tags and labels',
} as const

const { version, tags, labels, annotations, json } = outputs

/** The outputs of the metadata action: those of docker/metadata-action. */
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

/** The outputs of the action for later jobs. */
export const resultOutputs = {
  complete: '`true` if the image is published, otherwise `false`',
  missing: 'The platforms that no job has pushed, one per line',
  digest: outputs.digest,
  image: outputs.image,
  images: outputs.images,
  result: outputs.result,
  imageid: outputs.imageid,
  version,
  tags,
  'tag-names': outputs['tag-names'],
  labels,
  annotations,
  json,
} as const

/** The outputs of the action that inspects: all but the last two are about the first image. */
export const inspectOutputs = {
  exists:
    '`true` if the image exists or, with `tags` alone, any tag that they select; `false` if the registry answers that it does not exist',
  image: 'The `name@digest` of the image',
  tag: 'The tag of the image: the one in `images` or, with `newest=`, the one that was found',
  digest: 'Digest of the image',
  'media-type': 'Media type of its manifest',
  platforms: 'JSON: for each platform, `platform`, `digest`, `mediaType`, `size` and the digests of its `attestations`',
  size: 'JSON: bytes of the compressed layers by platform, such as `linux/amd64`, and in `total`',
  created: 'When the image was created, according to its configuration; with several platforms, that of the first',
  labels: 'JSON: labels; with several platforms, those of the first',
  annotations: 'JSON: annotations of the manifest, or of the index',
  config: 'JSON: the configuration; with several platforms, that of the first',
  layers: 'JSON: `mediaType`, `digest` and `size` of each layer; with several platforms, those of the first',
  referrers:
    'JSON: `digest`, `mediaType`, `size`, `artifactType`, `annotations` of each manifest that refers to the image (signatures, attestations, SBOMs), and its `tag`, if it is found by one',
  manifest: 'The manifest, or the index, as it is stored',
  tags: 'JSON: the tags that `tags` selects, in natural order',
  catalog: 'JSON: the repositories that `catalog` lists, such as `registry.acme.example/shop`',
  json: 'JSON: a list of all images with these fields, in camel case, as far as they exist; each platform has all its own, and `error` says why an image could not be inspected',
} as const

export type InspectOutputName = keyof typeof inspectOutputs

export type ResultOutputName = keyof typeof resultOutputs

/**
 * Writes all outputs, or none: the runner fails a step whose file ends in the middle of one. Throws if the file cannot
 * be written.
 */
export function writeOutputs(values: Readonly<Partial<Record<string, string>>>, variables: Variables): void {
  writeRunnerFile('GITHUB_OUTPUT', variables, (file) => {
    const before = file ? statSync(file) : undefined
    try {
      for (const [name, value] of Object.entries(values)) setOutput(name, value)
    } catch (error) {
      if (before?.isFile()) truncateSync(file, before.size)
      throw error
    }
  })
}

/** Exports outputs to all later steps as variables, such as DOCKER_METADATA_OUTPUT_TAGS. */
export function exportOutputs(values: Readonly<Partial<Record<OutputName, string>>>, variables: Variables): void {
  writeRunnerFile('GITHUB_ENV', variables, () => {
    for (const [name, value] of Object.entries(values)) exportVariable(outputVariable(name), value)
  })
}
