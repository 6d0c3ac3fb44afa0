import { type Digest, isDigest } from '../oci/digest.ts'
import { RegistryError } from '../registry/registry-error.ts'

/** Whether a manifest was refused because the registry lacks what it names. */
export function lacksContent(error: unknown): error is RegistryError {
  return error instanceof RegistryError && error.lacksContent
}

/** What an error names as unknown; nothing where it does not say. */
export function namedBy({ failure }: RegistryError): readonly Digest[] {
  const said = JSON.stringify(failure.problems?.map(({ detail, message }) => [detail, message])) ?? ''
  return [...said.matchAll(/sha(?:256|512):[0-9a-f]+/g)].map(([digest]) => digest).filter(isDigest)
}
