import { splitItems, unlike } from '../../names/inputs/list.ts'

/** Parses `id=value` entries. Values are kept as they are, including white space. No message shows any of the text. */
export function parseSecrets(text: string, name: string): readonly (readonly [id: string, value: string])[] {
  return splitItems(name, text.replaceAll('\r\n', '\n')).map((item, index) => {
    const [, id, value] = /^\s*(?<id>[^\s="]+)\s*=(?<value>.*)$/s.exec(item.text) ?? []
    if (id === undefined || value === undefined || item.hasMore) throw unlike('id=value', name, index)
    return [id, value] as const
  })
}
