import type { Rule } from '../rules/rule.ts'
import type { NamingInputs } from './naming.ts'

/** Expressions that depend on the event's branch or tag. */
const expression = /\{\{[^}]*\b(?:branch|tag|base_ref|is_default_branch|is_not_default_branch)\b/

/** The first line that depends on the event's branch or tag; undefined if none does. */
export function lineThatNeedsRef({ rules, flavor, labels, annotations }: NamingInputs): string | undefined {
  const rule = rules.find((each) => each.enable !== 'false' && (readsRef(each) || expression.test(each.line)))
  return rule?.line ?? [flavor.prefix, flavor.suffix, ...labels, ...annotations].find((line) => expression.test(line))
}

function readsRef(rule: Rule): boolean {
  switch (rule.type) {
    case 'ref':
    case 'edge':
      return true
    case 'semver':
    case 'pep440':
    case 'match':
      return rule.value === ''
    default:
      return false
  }
}
