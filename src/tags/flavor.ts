import { InputError } from '../input-error.ts'
import { parseChoice } from './choice.ts'
import { parseList, splitFields } from './list.ts'

/** What holds for all tags. `latest: highest` is `auto` for versions that no stable version exceeds. */
export interface Flavor {
  readonly latest: 'auto' | 'true' | 'false' | 'highest'
  readonly prefix: string
  readonly suffix: string
  readonly prefixLatest: boolean
  readonly suffixLatest: boolean
}

type Change = Partial<Flavor>

const unflavored: Flavor = { latest: 'auto', prefix: '', suffix: '', prefixLatest: false, suffixLatest: false }

/** An equals sign, unless within an expression. */
const equals = /=(?![^{}]*\}\})/

/** Reads the `flavor` input. Of a setting that is made twice the last counts. */
export function parseFlavor(text: string): Flavor {
  return Object.assign({ ...unflavored }, ...parseList('flavor', text).flatMap(parseLine))
}

function parseLine(line: string): readonly Change[] {
  let affix: 'prefix' | 'suffix' | undefined
  return splitFields('flavor', line).map((field) => {
    const [key = '', value] = field.split(equals).map((part) => part.trim())
    if (value === undefined) throw new InputError('flavor', `'${field}' has no value, in: ${line}`)
    const name = key.toLowerCase()
    if (name === 'prefix' || name === 'suffix') affix = name
    return parseSetting(name, value, affix, line)
  })
}

/** `onlatest` belongs to the prefix or suffix before it on its line, and is nothing without one. */
function parseSetting(name: string, value: string, affix: 'prefix' | 'suffix' | undefined, line: string): Change {
  switch (name) {
    case 'latest':
      return { latest: parseChoice('flavor', name, ['auto', 'true', 'false', 'highest'], value, line) }
    case 'prefix':
    case 'suffix':
      return { [name]: value }
    case 'onlatest': {
      const onLatest = parseChoice('flavor', name, ['true', 'false'], value, line) === 'true'
      return affix ? { [`${affix}Latest`]: onLatest } : {}
    }
    default:
      throw new InputError('flavor', `'${name}' is none of latest, prefix, suffix and onlatest, in: ${line}`)
  }
}
