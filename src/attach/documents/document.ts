import { isRecord, parseUnambiguousJson } from '../../json.ts'
import type { Predicate } from '../claim.ts'
import type { DocumentKind } from './predicate-types.ts'

/** A document about an image. */
export interface Document {
  readonly predicate: Predicate
  /** Its media type; undefined if it is only known as the predicate of a statement. */
  readonly mediaType?: string
  /** The name of its file. */
  readonly title: string
}

/** Reads a document. Throws Error, with the end of a sentence, if it is not what it is said to be. */
export function parseDocument(text: string, { predicateType, mediaType }: DocumentKind, title: string): Document {
  const value = jsonIn(text)
  const problem = problemWith(value, predicateType)
  if (problem !== undefined) throw new Error(problem)
  return { predicate: { type: predicateType, text: text.trim() }, title, ...(mediaType && { mediaType }) }
}

function jsonIn(text: string): Readonly<Record<string, unknown>> {
  if (text.startsWith('\uFEFF'))
    throw new Error('begins with a byte order mark, which is not JSON: save it as UTF-8 without one')
  try {
    const value = parseUnambiguousJson(text)
    if (isRecord(value)) return value
  } catch (error) {
    throw new Error(`is not valid JSON: ${(error as Error).message}`)
  }
  throw new Error('is not a JSON object')
}

/** What a document has that no other kind of document has. */
const marks: Readonly<Record<string, readonly [field: string, form: RegExp, name: string]>> = {
  'https://spdx.dev/Document': ['spdxVersion', /^SPDX-/, 'an SPDX document (SPDX 2, with spdxVersion)'],
  'https://cyclonedx.org/bom': ['bomFormat', /^CycloneDX$/, 'a CycloneDX document'],
  'https://openvex.dev/ns': ['@context', /^https:\/\/openvex\.dev\/ns/, 'an OpenVEX document'],
}

function problemWith(value: Readonly<Record<string, unknown>>, predicateType: string): string | undefined {
  if (typeof value.predicateType === 'string' && value._type !== undefined) {
    return 'is a whole in-toto statement: give its predicate alone, since the statement is written here'
  }
  const [field, form, name] = marks[predicateType] ?? []
  const isMarked = !field || !form || form.test(String(value[field]))
  // SPDX 3 is JSON-LD.
  const isSpdx3 = field === 'spdxVersion' && Array.isArray(value['@graph'])
  return isMarked || isSpdx3 ? undefined : `is not ${name}`
}
