import { splitItems, unlike } from '../tags/list.ts'

/** Reads `id=value` entries. Values stay as they are, white space included. No message shows any of it. */
export function parseSecrets(text: string, name: string): readonly (readonly [id: string, value: string])[] {
  return splitItems(name, text.replaceAll('\r\n', '\n')).map((item, index) => {
    const [, id, value] = /^\s*(?<id>[^\s="]+)\s*=(?<value>.*)$/s.exec(item.text) ?? []
    if (id === undefined || value === undefined || item.hasMore) throw unlike('id=value', name, index)
    return [id, value] as const
  })
}
