import { InputError } from '../../input-error.ts'
import { isRecord, type JsonRecord } from '../../json.ts'

/**
 * Bake evaluates templates (`${…}`, `%{…}`) in every text of a definition, also in one that it has printed itself. It
 * escapes those in the values of these fields, and in no others: docker/buildx, bake/bake.go, Target.MarshalJSON
 */
const escapedFields = ['annotations', 'dockerfile-inline', 'labels', 'args', 'extra-hosts']

/** Rejects a target that would mean something else when it is evaluated again. Throws InputError. */
export function checkTemplates(name: string, fields: JsonRecord): void {
  for (const [field, value] of Object.entries(fields)) {
    if (!hasTemplate(value, escapedFields.includes(field)) && !isTemplate(field)) continue
    throw new InputError(
      'bake-files',
      `target '${name}' has a literal '\${' or '%{' in '${field}', which cannot be passed on to buildx: write it without`
    )
  }
}

function hasTemplate(value: unknown, isEscaped: boolean): boolean {
  if (typeof value === 'string') return !isEscaped && isTemplate(value)
  if (Array.isArray(value)) return value.some((each) => hasTemplate(each, isEscaped))
  return isRecord(value) && Object.entries(value).some(([key, each]) => isTemplate(key) || hasTemplate(each, isEscaped))
}

function isTemplate(text: string): boolean {
  return /[$%]\{/.test(text)
}

/** A text in which nothing is evaluated. */
export function withEscapes(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, (mark) => mark + mark)
}

/** The inverse of withEscapes. */
export function withoutEscapes(text: string): string {
  return text.replaceAll('$${', '${').replaceAll('%%{', '%{')
}
