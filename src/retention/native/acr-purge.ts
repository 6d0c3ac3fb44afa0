import { formatAge, inDays } from '../policy/duration.ts'
import type { TagPattern } from '../policy/tag-patterns.ts'
import type { NativeFormat, NativePolicy, NativeRules } from './native-policy.ts'
import { toRegex } from './pattern-forms.ts'

/**
 * Azure Container Registry, `acr purge` and the retention of untagged manifests. There are no rules that keep, but filters
 * may have assertions. learn.microsoft.com, "Automatically purge images"; Azure/acr-cli, which uses dlclark/regexp2
 */
export const acrPurge: NativeFormat = {
  abilities: {
    keeps: isQuotable,
    deletes: isQuotable,
    newest: 'none',
    younger: false,
    untagged: true,
    orphans: false,
    digests: false,
  },
  write,
}

const dayLimit = 365

/** It stands in double quotes in single quotes. */
function isQuotable(pattern: TagPattern): boolean {
  return pattern.kind === 'glob' || (pattern.flags === '' && !/['"`$\\:\s]/.test(pattern.source))
}

function write({ keep, delete: removed, untagged }: NativeRules, repository: string): NativePolicy {
  const kept = keep.flatMap(({ patterns }) => patterns)
  const isAllKept = keep.some(({ patterns }) => patterns.length === 0)
  const except = kept.length > 0 ? `(?!(?:${kept.map(toRegex).join('|')})$)` : ''
  const purges = removed.map(({ patterns, olderThan }) => {
    const filter = `${repository}:^${except}(?:${patterns.map(toRegex).join('|')})$`
    return `az acr run --registry "$REGISTRY" --cmd 'acr purge --filter "${filter}" --ago ${formatAge(olderThan)} --dry-run' /dev/null`
  })
  const days = untagged === undefined ? undefined : inDays(untagged)
  const retention =
    days === undefined || days > dayLimit
      ? []
      : [
          `az acr config retention update --registry "$REGISTRY" --status enabled --days ${days} --type UntaggedManifests`,
        ]
  return {
    text: [...(isAllKept ? [] : purges), ...retention].join('\n'),
    differences: [
      "set REGISTRY, and remove '--dry-run' to delete",
      ...(retention.length > 0
        ? [
            'the retention of untagged manifests is that of the whole registry, needs the Premium tier, and applies to what loses its tag from then on',
          ]
        : []),
    ],
  }
}
