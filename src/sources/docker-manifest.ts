import { mistakenFor, parseUnambiguousJson } from '../json.ts'
import { ContentError } from '../oci/content-error.ts'

/** What `docker load` reads instead of `index.json`, and `docker save` writes next to it. */
export const dockerManifest = 'manifest.json'

/**
 * The paths of the configurations that a `manifest.json` of `docker save` lists. A configuration determines the layers,
 * by their `diff_ids`. Empty for a file of another kind. Throws ContentError if parsers could read it in two ways.
 */
export function configsIn(bytes: Uint8Array, where: string): readonly unknown[] {
  const entries = parse(bytes, where)
  if (!Array.isArray(entries)) return []
  return entries.map((entry: unknown) => {
    const fields = Object(entry) as { readonly Config?: unknown }
    const mistaken = Object.keys(fields).find((key) => mistakenFor(key, ['Config']))
    if (mistaken === undefined) return fields.Config
    throw new ContentError(`${where} is ambiguous: some parsers treat its field '${mistaken}' as 'Config'`)
  })
}

function parse(bytes: Uint8Array, where: string): unknown {
  try {
    return parseUnambiguousJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new ContentError(`${where} is not valid, unambiguous JSON: ${(cause as Error).message}`, { cause })
  }
}
