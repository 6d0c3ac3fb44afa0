import { isRecord, type JsonRecord, mistakenFor, parseUnambiguousJson } from '../json.ts'
import { ContentError } from '../oci/content-error.ts'

/** Parses a JSON file of an image. Throws ContentError if it is not JSON, or if parsers could read it in two ways. */
export function parseJsonFile(bytes: Uint8Array, where: string): unknown {
  try {
    return parseUnambiguousJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch (cause) {
    throw new ContentError(`${where} is not valid, unambiguous JSON: ${(cause as Error).message}`, { cause })
  }
}

/** A JSON object with these fields among others. Throws ContentError if parsers could take another field for one. */
export function checkedRecord(value: unknown, fields: readonly string[], where: string): JsonRecord {
  if (!isRecord(value)) throw new ContentError(`${where} is not an object`)
  for (const key of Object.keys(value)) {
    const mistaken = mistakenFor(key, fields)
    if (mistaken)
      throw new ContentError(`${where} is ambiguous: some parsers treat its field '${key}' as '${mistaken}'`)
  }
  return value
}
