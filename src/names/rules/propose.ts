import type { RuleContext } from '../expressions/rule-context.ts'
import type { Facts } from '../facts.ts'
import { pep440 } from '../versions/pep440.ts'
import { semver } from '../versions/semver.ts'
import { proposeMatch, proposeVersion } from './propose-version.ts'
import { withoutPrefix } from './reading.ts'
import type { EdgeRule, Proposal, RefRule, Rule, ShaRule } from './rule.ts'

/** Applies a rule; undefined if it produces no tag for this event. */
export function propose(rule: Rule, context: RuleContext): Proposal | undefined {
  const { facts, language, vocabulary, dates } = context
  switch (rule.type) {
    case 'schedule':
      if (!facts.event.name.includes('schedule')) return undefined
      return { value: language.expand('tags', rule.pattern, dates), latest: false }
    case 'semver':
      return proposeVersion(rule, semver, context)
    case 'pep440':
      return proposeVersion(rule, pep440, context)
    case 'match':
      return proposeMatch(rule, context)
    case 'edge':
      return proposeEdge(rule, facts)
    case 'ref':
      return proposeRef(rule, facts)
    case 'raw':
      return { value: language.expand('tags', rule.value, vocabulary), latest: false }
    case 'sha':
      return proposeSha(rule, context)
  }
}

function proposeEdge({ branch }: EdgeRule, { event: { ref }, source }: Facts): Proposal | undefined {
  if (ref.kind !== 'branch' || ref.name !== (branch || source.defaultBranch)) return undefined
  return { value: 'edge', latest: false }
}

/** `latest` does not move with a branch or a pull request. */
function proposeRef(rule: RefRule, { event }: Facts): Proposal | undefined {
  const { ref } = event
  switch (rule.event) {
    case 'branch':
      return ref.kind === 'branch' ? { value: ref.name, latest: false } : undefined
    case 'pr':
      return ref.kind === 'pull-request' ? { value: ref.name, latest: false } : undefined
    case 'tag':
      return ref.kind === 'tag' ? proposeTag(rule, ref.name, event) : undefined
  }
}

/** `latest` moves with a tag, even that of a pre-release, unless the rule restricts it to stable versions. */
function proposeTag(rule: RefRule, name: string, { isPrerelease }: Facts['event']): Proposal | undefined {
  const value = withoutPrefix(rule, name)
  if (value === undefined) return undefined
  const version = semver.read(value)
  const isStable = !isPrerelease && (version ?? pep440.read(value))?.stable === true
  return { value, latest: rule.latest === 'always' || isStable, version }
}

function proposeSha({ format }: ShaRule, { facts, shortSha }: RuleContext): Proposal | undefined {
  const { sha } = facts.event
  if (sha === '') return undefined
  return { value: format === 'long' ? sha : shortSha(), latest: false }
}
