import type { Authority } from '../../../attach/policy/authority.ts'
import { findAuthority } from '../../../attach/policy/find-authority.ts'
import { ContentError } from '../../../oci/content-error.ts'
import type { Digest } from '../../../oci/digest.ts'
import { formatRepository, type Repository } from '../../../oci/distribution/reference.ts'
import { RemoteRepository } from '../../../registry/repository.ts'
import type { CheckJob } from '../check-job.ts'

/** A policy on images in registries. */
export interface SignaturePolicy {
  /** The input that asks for it. */
  readonly input: 'verify-base' | 'verify-source'
  /** Any of them suffices. */
  readonly authorities: readonly Authority[]
}

/** An image in a registry. */
export interface ImageToVerify {
  /** How messages name it: `the base image ghcr.io/acme/base:1@sha256:…` */
  readonly name: string
  readonly repository: Repository
  readonly digest: Digest
}

/** Where to look for signatures. */
export async function repositoryToVerify(
  repository: Repository,
  { registries, stop }: Pick<CheckJob, 'registries' | 'stop'>
): Promise<RemoteRepository> {
  return new RemoteRepository(await registries.at(repository), repository, 'pull', stop.network)
}

/**
 * Resolves to who signed a manifest. Throws ContentError if none of the authorities has, and RegistryError if that cannot
 * be found out.
 */
export async function requireSignature(
  remote: RemoteRepository,
  { name, repository, digest }: ImageToVerify,
  { input, authorities }: SignaturePolicy
): Promise<Authority> {
  const { authority, rejected } = await findAuthority(remote, digest, authorities)
  if (authority) return authority
  const reasons = [...new Set(rejected)].slice(0, 3).join(' or ')
  const names = authorities.map(({ description }) => description)
  const expected = [...names.slice(0, 3), ...(names.length > 3 ? ['another one'] : [])].join(' or ')
  const seen = reasons === '' ? '' : ` (what it has ${reasons}; expected: ${expected})`
  throw new ContentError(
    `${name} has no signature at ${repository.registry} that '${input}' accepts${seen}. Sign it there (cosign sign ${formatRepository(repository)}@${digest}), or use an image that is signed`
  )
}
