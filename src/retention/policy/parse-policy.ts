import { InputError, throwAll } from '../../input-error.ts'
import type { DeleteRule, KeepRule, RetentionPolicy } from '../retention-policy.ts'
import { parseAge } from './duration.ts'
import { type PolicyFields, policyKind } from './policy-fields.ts'
import type { Report } from './policy-kind.ts'

const sizeLimit = 64 * 1024
/** Images that are being pushed have no tag yet. */
const untaggedFloor = parseAge('7d') ?? 0

/** Parses the YAML of the input `policy`. Throws an InputError for each mistake, all at once. */
export async function parsePolicy(text: string): Promise<RetentionPolicy> {
  const problems: { readonly at: string; readonly error: InputError }[] = []
  const report: Report = (at, problem) => {
    problems.push({ at, error: new InputError('policy', at === '' ? problem : `${at}: ${problem}`) })
  }
  const fields = policyKind.read(await readYaml(text), '', report)
  const faulty = problems.map(({ at }) => at)
  if (fields) checkRules(fields, (at) => !faulty.some((place) => place.startsWith(at)), report)
  throwAll(problems.map(({ error }) => error))
  return toPolicy(fields ?? {})
}

async function readYaml(text: string): Promise<unknown> {
  if (text.trim() === '') throw new InputError('policy', "write what may be deleted, such as 'untagged: true'")
  if (text.length > sizeLimit) throw new InputError('policy', 'it is longer than 64 KiB')
  const { load } = await import('js-yaml')
  try {
    return load(text)
  } catch (cause) {
    const { reason, mark } = cause as { readonly reason?: string; readonly mark?: { readonly line: number } }
    const line = mark ? ` in line ${mark.line + 1}` : ''
    throw new InputError('policy', `it is not valid YAML: ${reason ?? 'it cannot be read'}${line}`, { cause })
  }
}

/** Checks the rules whose fields are valid, as others lack some. */
function checkRules(fields: Partial<PolicyFields>, isValid: (at: string) => boolean, report: Report): void {
  const placed = <Rule>(name: string, rules: readonly Rule[] = []) =>
    rules.map((rule, index) => ({ rule, at: `${name}[${index}]` })).filter(({ at }) => isValid(at))
  for (const { rule, at } of placed('keep', fields.keep)) checkKeep(rule, at, report)
  for (const { rule, at } of placed('delete', fields.delete)) checkDelete(rule, at, report)
  if (fields.delete || fields.untagged || fields.orphans || fields.broken || !isValid('')) return
  report(
    '',
    "it deletes nothing, since what no rule names is kept: add 'delete', such as - tags: '*', or 'untagged: true'"
  )
}

function checkKeep(rule: Partial<KeepRule>, at: string, report: Report): void {
  if (Object.keys(rule).length === 0) report(at, "say what it keeps: 'tags', 'versions', 'newest' or 'younger-than'")
  if (rule.newest === undefined || rule.youngerThan === undefined) return
  report(at, "write 'newest' and 'younger-than' as two rules, each of which keeps what it selects")
}

function checkDelete(rule: Partial<DeleteRule>, at: string, report: Report): void {
  if (rule.tags || rule.versions || rule.closedPullRequests || rule.deletedBranches) return
  report(at, "say which tags: 'tags', 'versions', 'closed-pull-requests' or 'deleted-branches'; '*' is every tag")
}

function toPolicy(fields: Partial<PolicyFields>): RetentionPolicy {
  const { keep = [], delete: rules = [], untagged, orphans, broken = false, keepDigests = [], atMost } = fields
  return {
    keep: keep.map((rule, index) => ({ ...rule, at: `keep[${index}]` })),
    delete: rules.map((rule, index) => ({ stable: false, ...rule, at: `delete[${index}]` })),
    ...(untagged && { untagged: { olderThan: untaggedFloor, ...untagged } }),
    ...(orphans && { orphans }),
    broken,
    keepDigests,
    ...(atMost && { atMost }),
  }
}
