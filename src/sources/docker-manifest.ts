import { checkedRecord, parseJsonFile } from './json-file.ts'

/** What `docker load` reads instead of `index.json`, and `docker save` writes next to it. */
export const dockerManifest = 'manifest.json'

/**
 * The paths of the configurations that a `manifest.json` of `docker save` lists. A configuration determines the layers,
 * by their `diff_ids`. Empty for a file of another kind. Throws ContentError if parsers could read it in two ways.
 */
export function configsIn(bytes: Uint8Array, where: string): readonly unknown[] {
  const entries = parseJsonFile(bytes, where)
  if (!Array.isArray(entries)) return []
  return entries.map((entry: unknown) => checkedRecord(Object(entry), ['Config'], where).Config)
}
