type Fields = Readonly<Record<string, unknown>>

/**
 * The images that a build used, from the provenance in buildx's metadata file: SLSA 0.2 calls them `materials`, 1.0
 * `resolvedDependencies`. One field holds the provenance of all platforms, or there is one per platform.
 */
export function materialsIn(metadata: Fields): readonly string[] {
  const statements = Object.keys(metadata)
    .filter((key) => /^buildx\.build\.provenance(?:\/|$)/.test(key))
    .map((key) => fieldsOf(metadata[key]))
  const entries = statements.flatMap((statement) => [
    ...listOf(statement.materials),
    ...listOf(fieldsOf(statement.buildDefinition).resolvedDependencies),
  ])
  return [...new Set(entries.flatMap(imageOf))]
}

/** Converts `pkg:docker/ghcr.io/acme/base@1?platform=…` and its digest: purl-spec, types/docker-definition.json */
function imageOf(entry: unknown): readonly string[] {
  const { uri, digest } = fieldsOf(entry)
  const { name, version } = /^pkg:docker\/(?<name>[^@?]+)(?:@(?<version>[^?]+))?/.exec(String(uri))?.groups ?? {}
  const { sha256 } = fieldsOf(digest)
  if (name === undefined) return []
  const tag = version === undefined || version.startsWith('sha256') ? '' : `:${version}`
  return [decodeURIComponent(`${name}${tag}`) + (typeof sha256 === 'string' ? `@sha256:${sha256}` : '')]
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
