import type { Digest } from '../../oci/digest.ts'
import type { TagOutcome } from '../../plan/outcome.ts'
import { ruleOn } from '../../plan/tag-move.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { TagTerms } from './tag-update.ts'

/** Tags that a registry accepted for an image, but returns another image for right afterwards. */
export interface Replaced {
  /** `ghcr.io/acme/app` */
  readonly where: string
  readonly written: Digest
  readonly tags: readonly TagOutcome[]
}

/** The failure of a target if rules apply to these tags. It names each tag, its rule, and both digests. */
export function replacedError({ where, written, tags }: Replaced, { rules }: TagTerms): RegistryError {
  const found = tags.map(({ tag, digest }) => {
    // The only rule left is the one for late targets.
    const rule = ruleOn(tag, rules) ?? 'this target was late'
    return `'${tag}' (returns ${digest}; ${rule})`
  })
  const reason = `the registry accepted ${written}, but now returns another image for ${found.join(', ')}; check which other job publishes there, then run this again`
  return new RegistryError({ where, operation: 'writing tags', reason })
}
