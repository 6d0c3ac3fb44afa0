import { InputError } from '../../input-error.ts'
import type { Facts, Lookups } from '../facts.ts'
import type { NamingInputs } from '../inputs/naming.ts'
import { type Language, loadLanguage, type Vocabulary } from './expression.ts'
import { dateVocabulary, eventVocabulary } from './vocabulary.ts'

/** What rules are evaluated against. */
export interface RuleContext {
  readonly facts: Facts
  readonly language: Language
  /** The variables of expressions. The pattern of a schedule can use only the dates. */
  readonly vocabulary: Vocabulary
  readonly dates: Vocabulary
  readonly shortSha: () => string
  readonly warn: (message: string) => void
}

/** Loads and looks up what the expressions in the inputs need. */
export async function prepareRuleContext(
  naming: NamingInputs,
  facts: Facts,
  lookups: Lookups,
  warn: (message: string) => void
): Promise<RuleContext> {
  const { rules, flavor, labels, annotations } = naming
  const texts = [...rules.map(({ line }) => line), flavor.prefix, flavor.suffix, ...labels, ...annotations]
  const language = await loadLanguage(texts)
  const commit = texts.some((text) => text.includes('commit_date')) ? await lookups.commitDate() : facts.now
  const dates = dateVocabulary({ now: facts.now, commit }, language.dates, warn)
  const short = () => shortSha(facts.event.sha, naming.shortShaLength)
  return {
    facts,
    language,
    vocabulary: { ...eventVocabulary(facts.event, short), ...dates },
    dates,
    shortSha: short,
    warn,
  }
}

const variable = 'DOCKER_METADATA_SHORT_SHA_LENGTH'

/** The first characters of a commit SHA: seven, unless the variable sets another number. */
function shortSha(sha: string, length = ''): string {
  const count = length === '' ? 7 : Number(length)
  if (Number.isNaN(count)) throw new InputError(variable, `'${length}' is not a number`)
  return sha.substring(0, count)
}
