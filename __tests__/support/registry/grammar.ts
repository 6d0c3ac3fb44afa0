// Written independently from the distribution-spec and the image-spec, so that a mistake in src/oci is not hidden here.

const component = '[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*'
const name = new RegExp(`^${component}(\\/${component})*$`)
const tag = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/
const digest = /^(sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$/

/** distribution-spec, "Pulling manifests" (`<name>`) */
export function isRepositoryName(text: string): boolean {
  return text.length <= 255 && name.test(text)
}

/** distribution-spec, "Pulling manifests" (`<reference>` as a tag) */
export function isTagName(text: string): boolean {
  return tag.test(text)
}

/** image-spec, descriptor.md#registered-algorithms */
export function isContentDigest(text: string): boolean {
  return digest.test(text)
}

/** distribution-spec, "Pushing a blob in chunks": inclusive at both ends, without a unit or a total. */
export function parseContentRange(text: string): { readonly first: number; readonly last: number } | undefined {
  const match = /^([0-9]+)-([0-9]+)$/.exec(text)
  return match ? { first: Number(match[1]), last: Number(match[2]) } : undefined
}
