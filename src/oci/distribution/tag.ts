declare const brand: unique symbol

/** A tag with a valid grammar. distribution-spec, "Pulling manifests" (`<reference>` as a tag) */
export type Tag = string & { readonly [brand]: 'Tag' }

export const tagLimit = 128

const grammar = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/

export function isTag(text: string): text is Tag {
  return grammar.test(text)
}
