/** An image that exists already on a disk, as users name it. */
export interface SourceReference {
  readonly kind: 'oci-layout' | 'oci-archive'
  readonly path: string
  /** Which of several images: the name that the layout gives it, or its digest. */
  readonly name?: string
}

const grammar = /^(?<kind>oci-layout|oci-archive):(?:\/\/)?(?<path>(?:[A-Za-z]:[\\/])?[^:]+)(?::(?<name>.+))?$/

/** Reads `oci-layout:dir[:name]` or `oci-archive:file[:name]`; undefined where the text is neither. */
export function parseSource(text: string): SourceReference | undefined {
  const { kind, path, name } = grammar.exec(text.trim())?.groups ?? {}
  if ((kind !== 'oci-layout' && kind !== 'oci-archive') || path === undefined) return undefined
  return { kind, path, ...(name !== undefined && { name }) }
}
