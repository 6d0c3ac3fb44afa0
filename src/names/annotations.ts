import { InputError } from '../input-error.ts'
import { compareKeys, type Label } from './labels.ts'

/** The annotation levels that BuildKit knows: docker/buildx, util/buildflags/export.go */
const level = /^(?:manifest|index)(?:-descriptor)?(?:\[[\w/.-]+\])?$/

/** An annotation and its levels, such as `manifest[linux/amd64]` or `index`; no levels if the line gives none. */
export interface Annotation {
  readonly label: Label
  readonly levels: readonly string[]
}

/** Parses the levels before the colon of a key: `index,manifest:key`. */
export function parseAnnotation(label: Label): Annotation {
  const [text, value] = label
  const colon = text.indexOf(':')
  if (colon < 0) return { label, levels: [] }
  const levels = text
    .slice(0, colon)
    .split(',')
    .map((part) => part.trim())
  if (levels.every((part) => level.test(part))) return { label: [text.slice(colon + 1), value], levels }
  const wrong = levels.find((part) => !level.test(part))
  // If the colon is part of the key itself, the key begins with a domain.
  if (text.slice(0, colon).includes('.') && !/[[,]/.test(text)) return { label, levels: [] }
  const known = 'manifest, index, manifest-descriptor or index-descriptor, or manifest[linux/amd64] for one platform'
  throw new InputError('annotations', `'${wrong}' in '${text}' is not an annotation level: use ${known}`)
}

/**
 * Formats the lines that buildx takes, `level:key=value`, grouped by level and sorted by key. An annotation without a
 * level applies to all of `levels`. If an annotation is given twice, the last one wins.
 */
export function formatAnnotations(annotations: readonly Annotation[], levels: readonly string[]): readonly string[] {
  const placed = annotations.flatMap(({ label, levels: own }) =>
    (own.length === 0 ? levels : own).map((where) => ({ where, label }))
  )
  const groups = Map.groupBy(placed, ({ where }) => where)
  return [...new Set([...levels, ...groups.keys()])].flatMap((where) => {
    const labels = new Map(groups.get(where)?.map(({ label }) => label))
    return [...labels].toSorted(([a], [b]) => compareKeys(a, b)).map(([key, value]) => `${where}:${key}=${value}`)
  })
}
