import { type Digest, isDigest } from '../../oci/digest.ts'
import { RegistryError } from './registry-error.ts'

/** Whether a manifest was refused because the registry lacks content that it references. */
export function lacksContent(error: unknown): error is RegistryError {
  return error instanceof RegistryError && error.lacksContent
}

/** The digests that an error reports as unknown; empty if it names none. */
export function namedBy({ failure }: RegistryError): readonly Digest[] {
  const said = JSON.stringify(failure.problems?.map(({ detail, message }) => [detail, message])) ?? ''
  return [...said.matchAll(/sha(?:256|512):[0-9a-f]+/g)].map(([digest]) => digest).filter(isDigest)
}
