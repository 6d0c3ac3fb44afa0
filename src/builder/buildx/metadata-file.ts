import { readText } from '../../disk/regular-file.ts'
import { isRecord, type JsonRecord, parseJson, recordOf } from '../../json.ts'
import type { Descriptor } from '../../oci/descriptor.ts'
import { formatTarget } from '../../oci/distribution/target.ts'
import type { Outcome } from '../../plan/outcome.ts'
import type { BuildResult } from '../builder.ts'

/** Bytes: the file may include provenance. */
const metadataLimit = 64 * 1024 * 1024

/** Reads the metadata file that buildx writes after a build. A missing file counts as empty. */
export async function readMetadata(path: string): Promise<BuildResult> {
  return resultOf(await readMetadataText(path))
}

/** The text of a metadata file. One that is missing counts as empty. */
async function readMetadataText(path: string): Promise<string> {
  return await readText(path, metadataLimit).catch(() => '{}')
}

/** The metadata file of a bake: a result for each target. */
export async function readBakeMetadata(path: string): Promise<ReadonlyMap<string, BuildResult>> {
  const targets = Object.entries(recordOf(parseJson(await readMetadataText(path))))
  return new Map(targets.map(([name, fields]) => [name, resultOf(JSON.stringify(fields))]))
}

function resultOf(text: string): BuildResult {
  const fields = recordOf(parseJson(text))
  const digest = fields['containerimage.digest']
  const configDigest = fields['containerimage.config.digest']
  const layouts = layoutsIn(fields)
  return {
    text,
    materials: materialsIn(fields),
    ...(layouts && { layouts }),
    ...(typeof digest === 'string' && { digest }),
    ...(typeof configDigest === 'string' && { configDigest }),
  }
}

/**
 * buildx's metadata as if buildx had published the image itself: with the registries' names in place of the sink's, and
 * with the published root, whose attestations use those names.
 */
export function publishedMetadata({ text }: BuildResult, root: Descriptor, outcomes: readonly Outcome[]): string {
  const { 'image.name': _, ...fields } = recordOf(parseJson(text))
  const names = outcomes.flatMap(publishedNames).join(',')
  const { digest, mediaType, size } = root
  const before = fields['containerimage.descriptor'] as object | undefined
  const published = {
    ...fields,
    'containerimage.descriptor': { ...before, mediaType, digest, size },
    'containerimage.digest': digest,
    ...(names && { 'image.name': names }),
  }
  return JSON.stringify(published, null, 2)
}

/** The full names of a target's tags that point at the image. */
function publishedNames({ target, status, tags }: Outcome): readonly string[] {
  if (status !== 'published') return []
  const there = tags.filter((tag) => tag.status === 'published' || tag.status === 'unchanged')
  return there.map(({ tag }) => `${formatTarget(target)}:${tag}`)
}

/**
 * The images that a build used, from the provenance in buildx's metadata file: SLSA 0.2 calls them `materials`, 1.0
 * `resolvedDependencies`. One field holds the provenance of all platforms, or there is one per platform.
 */
export function materialsIn(metadata: JsonRecord): readonly string[] {
  return [...new Set(statementsIn(metadata).flatMap(entriesIn).flatMap(imageOf))]
}

/** The OCI layouts among them (`--build-context NAME=oci-layout://…`); undefined if there is no provenance. */
function layoutsIn(metadata: JsonRecord): readonly string[] | undefined {
  const statements = statementsIn(metadata)
  if (statements.length === 0 || statements.some((statement) => !isAboutMaterials(statement))) return undefined
  const uris = statements.flatMap(entriesIn).map((entry) => String(recordOf(entry).uri))
  const names = uris.flatMap((uri) => /^pkg:oci\/([^@?]+)/.exec(uri)?.[1] ?? [])
  return [...new Set(names.map(decodeURIComponent))]
}

function statementsIn(metadata: JsonRecord): readonly JsonRecord[] {
  return Object.keys(metadata)
    .filter((key) => /^buildx\.build\.provenance(?:\/|$)/.test(key))
    .map((key) => recordOf(metadata[key]))
}

/** SLSA 0.2 has a `buildType`, 1.0 a `buildDefinition`: a statement with neither says nothing. BuildKit leaves empty lists out. */
function isAboutMaterials({ buildType, buildDefinition }: JsonRecord): boolean {
  return typeof buildType === 'string' || isRecord(buildDefinition)
}

function entriesIn(statement: JsonRecord): readonly unknown[] {
  return [...listOf(statement.materials), ...listOf(recordOf(statement.buildDefinition).resolvedDependencies)]
}

/** Converts `pkg:docker/ghcr.io/acme/base@1?platform=…` and its digest: purl-spec, types/docker-definition.json */
function imageOf(entry: unknown): readonly string[] {
  const { uri, digest } = recordOf(entry)
  const { name, version } = /^pkg:docker\/(?<name>[^@?]+)(?:@(?<version>[^?]+))?/.exec(String(uri))?.groups ?? {}
  const { sha256 } = recordOf(digest)
  if (name === undefined) return []
  const tag = version === undefined || version.startsWith('sha256') ? '' : `:${version}`
  return [decodeURIComponent(`${name}${tag}`) + (typeof sha256 === 'string' ? `@sha256:${sha256}` : '')]
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
