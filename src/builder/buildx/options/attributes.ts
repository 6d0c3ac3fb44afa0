import { splitFields } from '../../../names/inputs/list.ts'

/**
 * The attributes of a cache or output in buildx's format, a CSV record: `type=registry,"ref=a"`. Undefined if the text
 * is not such a record, which buildx rejects.
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

/** Whether an output is pushed to a registry. One that cannot be parsed counts as pushed. */
export function isPushed(output: string): boolean {
  const attributes = attributesOf(output)
  if (!attributes) return true
  const push = attributes.get('push') ?? (attributes.get('type') === 'registry' ? 'true' : 'false')
  return [push, attributes.get('push-by-digest') ?? 'false'].some((value) => !isFalse.test(value))
}

/** Whether the builder pushes without a tag, so that a later step can merge and tag several images. */
export function isPushedByDigest(output: string): boolean {
  return !isFalse.test(attributesOf(output)?.get('push-by-digest') ?? 'false')
}

/** Go, strconv.ParseBool; BuildKit treats an empty value as true. */
const isFalse = /^(?:0|f|F|false|FALSE|False)$/
