import { type Digest, isDigest } from '../oci/digest.ts'
import type { Manifest } from '../oci/manifest.ts'
import { RegistryError } from '../registry/registry-error.ts'

/** Whether a manifest was refused because the registry lacks what it names: distribution-spec, "Error Codes". */
export function lacksContent(error: unknown): error is RegistryError {
  const codes = ['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN', 'MANIFEST_UNKNOWN']
  return error instanceof RegistryError && codes.some((code) => error.has(code))
}

/** What an error names as unknown, or all that the manifest needs where it names none of it. */
export function namedBy(error: RegistryError, manifest: Manifest): readonly Digest[] {
  const own = [...manifest.blobs, ...manifest.children].map(({ digest }) => digest)
  const said = JSON.stringify(error.failure.problems?.map(({ detail, message }) => [detail, message])) ?? ''
  const digests = [...said.matchAll(/sha(?:256|512):[0-9a-f]+/g)].map(([digest]) => digest)
  const named = digests.filter(isDigest).filter((digest) => own.includes(digest))
  return named.length > 0 ? named : own
}
