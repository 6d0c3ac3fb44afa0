import { inDays } from '../policy/duration.ts'
import type { TagPattern } from '../policy/tag-patterns.ts'
import type { NativeFormat, NativeKeep, NativePolicy, NativeRules } from './native-policy.ts'
import { isGlob } from './pattern-forms.ts'

/**
 * Harbor, tag retention, as its API takes it at `/api/v2.0/retentions`. Rules only retain, and all else goes: so the first
 * retains what no rule names. goharbor/harbor, api/v2.0/swagger.yaml, src/lib/selector/selectors/doublestar
 */
export const harborRetention: NativeFormat = {
  abilities: {
    keeps: isGlob,
    deletes: isGlob,
    newest: 'some',
    younger: true,
    untagged: true,
    orphans: false,
    digests: false,
  },
  write,
}

const ruleLimit = 15

function write({ keep, delete: removed, untagged }: NativeRules, repository: string): NativePolicy {
  const goes = removed.flatMap(({ patterns }) => patterns)
  const scope = repository.split('/').slice(1).join('/') || '**'
  const others =
    goes.length === 0 ? selectorOf('matches', [], false) : selectorOf('excludes', goes, untagged !== undefined)
  const rules = [
    retain('always', {}, others, scope),
    ...keep.map((rule) => retainKept(rule, scope)),
    ...removed
      .filter(({ olderThan }) => olderThan > 0)
      .map(({ patterns, olderThan }) => pushedWithin(olderThan, selectorOf('matches', patterns, false), scope)),
    ...(untagged === undefined ? [] : [pushedWithin(untagged, selectorOf('matches', [], true), scope)]),
  ]
  const isEmpty = goes.length === 0 && untagged === undefined
  const isLong = rules.length > ruleLimit
  const policy = {
    algorithm: 'or',
    rules,
    trigger: { kind: 'Schedule', settings: { cron: '' } },
    scope: { level: 'project', ref: 0 },
  }
  return {
    text: isEmpty || isLong ? '' : JSON.stringify(policy, undefined, 2),
    differences: [
      "write the number of the project into 'scope.ref', and a schedule into 'cron'",
      'what no rule of the project retains goes, so repositories without a rule need one of their own',
      ...(untagged === undefined ? [] : ["tags that may go stay at least as long as 'untagged' says"]),
      ...(isLong ? [`${rules.length} rules are needed, and a project has at most ${ruleLimit}`] : []),
    ],
  }
}

function retainKept({ patterns, newest, youngerThan }: NativeKeep, scope: string): object {
  const selector = selectorOf('matches', patterns, false)
  if (newest !== undefined) return retain('latestPushedK', { latestPushedK: newest }, selector, scope)
  return youngerThan === undefined ? retain('always', {}, selector, scope) : pushedWithin(youngerThan, selector, scope)
}

function pushedWithin(age: number, selector: object, scope: string): object {
  return retain('nDaysSinceLastPush', { nDaysSinceLastPush: inDays(age) }, selector, scope)
}

function retain(template: string, params: object, selector: object, scope: string): object {
  return {
    disabled: false,
    action: 'retain',
    template,
    params,
    tag_selectors: [selector],
    scope_selectors: { repository: [{ kind: 'doublestar', decoration: 'repoMatches', pattern: scope }] },
  }
}

/** Without patterns it is about all tags. `untagged` chooses images without a tag if it matches, and leaves them out if not. */
function selectorOf(decoration: 'matches' | 'excludes', patterns: readonly TagPattern[], untagged: boolean): object {
  const texts = patterns.map(({ text }) => text)
  const pattern = texts.length > 1 ? `{${texts.join(',')}}` : (texts[0] ?? '**')
  return { kind: 'doublestar', decoration, pattern, extras: JSON.stringify({ untagged }) }
}
