import { InputError } from '../../input-error.ts'
import { parseFieldChoice } from './choice.ts'
import { parseNameLines, splitFields } from './list.ts'

/** Settings for all tags. `latest: highest` is `auto`, but only for versions that no stable version exceeds. */
export interface Flavor {
  readonly latest: 'auto' | 'true' | 'false' | 'highest'
  readonly prefix: string
  readonly suffix: string
  readonly prefixLatest: boolean
  readonly suffixLatest: boolean
  /** The parts of the input that have no effect, one sentence each. */
  readonly doubts: readonly string[]
}

type Change = Partial<Omit<Flavor, 'doubts'>>

const unflavored = { latest: 'auto', prefix: '', suffix: '', prefixLatest: false, suffixLatest: false } as const

/** An equals sign outside of expressions. */
const equals = /=(?![^{}]*\}\})/

/** Parses the `flavor` input. If a setting is given twice, the last one wins. */
export function parseFlavor(text: string): Flavor {
  const doubts: string[] = []
  const changes = parseNameLines('flavor', text).flatMap((line) => parseLine(line, doubts))
  return Object.assign({ ...unflavored, doubts }, ...changes)
}

function parseLine(line: string, doubts: string[]): readonly Change[] {
  let affix: 'prefix' | 'suffix' | undefined
  return splitFields('flavor', line, `, in: ${line}`).map((field) => {
    const [key = '', value, ...lost] = field.split(equals).map((part) => part.trim())
    if (lost.length > 0) doubts.push(`'=${lost.join('=')}' has no effect: a value ends at an equals sign, in: ${line}`)
    if (value === undefined) throw new InputError('flavor', `'${field}' has no value, in: ${line}`)
    const name = key.toLowerCase()
    if (name === 'prefix' || name === 'suffix') affix = name
    return parseSetting(name, value, affix, line)
  })
}

/** `onlatest` applies to the prefix or suffix before it on the same line, and has no effect without one. */
function parseSetting(name: string, value: string, affix: 'prefix' | 'suffix' | undefined, line: string): Change {
  switch (name) {
    case 'latest':
      return { latest: parseFieldChoice('flavor', name, ['auto', 'true', 'false', 'highest'], value, line) }
    case 'prefix':
    case 'suffix':
      return { [name]: value }
    case 'onlatest': {
      const onLatest = parseFieldChoice('flavor', name, ['true', 'false'], value, line) === 'true'
      return affix ? { [`${affix}Latest`]: onLatest } : {}
    }
    default:
      throw new InputError(
        'flavor',
        `'${name}' is not a flavor setting: use latest, prefix, suffix or onlatest, in: ${line}`
      )
  }
}
