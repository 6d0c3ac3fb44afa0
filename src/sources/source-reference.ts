/** An existing image on disk, as users name it. */
export interface SourceReference {
  readonly kind: 'oci-layout' | 'oci-archive'
  readonly path: string
  /** Which of several images: its name in the layout, or its digest. */
  readonly name?: string
}

const grammar = /^(?<kind>oci-layout|oci-archive):(?:\/\/)?(?<path>(?:[A-Za-z]:[\\/])?[^:]+)(?::(?<name>.+))?$/

/** Parses `oci-layout:dir[:name]` or `oci-archive:file[:name]`; undefined if the text is neither. */
export function parseSource(text: string): SourceReference | undefined {
  const { kind, path, name } = grammar.exec(text.trim())?.groups ?? {}
  if ((kind !== 'oci-layout' && kind !== 'oci-archive') || path === undefined) return undefined
  return { kind, path, ...(name !== undefined && { name }) }
}
