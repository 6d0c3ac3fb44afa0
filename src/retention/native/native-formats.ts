import type { RetentionPolicy } from '../retention-policy.ts'
import { acrPurge } from './acr-purge.ts'
import { commonRules } from './common-rules.ts'
import { ecrLifecycle } from './ecr-lifecycle.ts'
import { fitRules } from './fit-rules.ts'
import { garCleanup } from './gar-cleanup.ts'
import { gitlabCleanup } from './gitlab-cleanup.ts'
import { harborRetention } from './harbor-retention.ts'
import type { NativeFormat, NativePolicy, NativeWord } from './native-policy.ts'
import { zotRetention } from './zot-retention.ts'

const formats: Readonly<Record<NativeWord, NativeFormat>> = {
  ecr: ecrLifecycle,
  gar: garCleanup,
  harbor: harborRetention,
  gitlab: gitlabCleanup,
  acr: acrPurge,
  zot: zotRetention,
}

/**
 * The nearest policy that a registry carries out itself, for one repository: `acme/app`. It deletes nothing that the given
 * policy keeps, except as its differences say.
 */
export function toNativePolicy(policy: RetentionPolicy, word: NativeWord, repository: string): NativePolicy {
  const differences: string[] = []
  const differ = (difference: string) => {
    if (!differences.includes(difference)) differences.push(difference)
  }
  const { abilities, write } = formats[word]
  const rules = fitRules(commonRules(policy, differ), abilities, differ)
  const { text, differences: own } = write(rules, repository)
  return {
    text,
    differences: text === '' ? [...differences, ...own, 'nothing is left to delete'] : [...differences, ...own],
  }
}
