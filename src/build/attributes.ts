import { splitFields } from '../tags/list.ts'

/**
 * The attributes of a cache or an output in buildx's own form, a record of CSV: `type=registry,"ref=a"`. Undefined where
 * the text is no such record, which buildx refuses.
 */
export function attributesOf(text: string): ReadonlyMap<string, string> | undefined {
  if (/[\r\n]/.test(text)) return undefined
  try {
    const pairs = splitFields('outputs', text).flatMap((field) => {
      const { name = '', value = '' } = /^(?<name>[^=]*)=(?<value>.*)$/s.exec(field)?.groups ?? {}
      return name === '' ? [] : [[name.trim().toLowerCase(), value] as const]
    })
    return new Map(pairs)
  } catch {
    return undefined
  }
}

/** Whether an output goes to a registry. One that cannot be read counts as such. */
export function isPushed(output: string): boolean {
  const attributes = attributesOf(output)
  if (!attributes) return true
  const push = attributes.get('push') ?? (attributes.get('type') === 'registry' ? 'true' : 'false')
  return [push, attributes.get('push-by-digest') ?? 'false'].some((value) => !isFalse.test(value))
}

/** Whether the builder pushes without a tag, for another step to name what came of several. */
export function isPushedByDigest(output: string): boolean {
  return !isFalse.test(attributesOf(output)?.get('push-by-digest') ?? 'false')
}

/** Go, strconv.ParseBool; BuildKit takes an empty value for true. */
const isFalse = /^(?:0|f|F|false|FALSE|False)$/
