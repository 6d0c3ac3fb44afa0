import { parseArgs } from 'node:util'
import { type ShapeName, shapes } from './shapes.ts'
import { longSuites, type SuiteName, suiteNames, usualSuites } from './suites/names.ts'

/** How much is done. */
export interface Options {
  readonly suites: readonly SuiteName[]
  /** Of the suite `push`; undefined for those that are usual. */
  readonly images: readonly ShapeName[] | undefined
  readonly length: 'quick' | 'usual' | 'full'
  /** How often each contender does each case; undefined for what the length has. */
  readonly rounds: number | undefined
  /** Whether docs/benchmarks.md is written. */
  readonly write: boolean
  /** Folders of bundles of the action; the first is what ratios are of. */
  readonly dist: readonly string[]
}

export const usage = `npm run bench -- [options]
  --suite SUITE    one of ${usualSuites.join(', ')}, which are what is run without it,
                   or of ${longSuites.join(', ')}, which take longer; may be given several times
  --image NAME     one of ${Object.keys(shapes).join(', ')}: what the suite 'push' pushes, A and D unless told; may be given
                   several times
  --quick          everything once and smaller, to see that it works
  --full           all cases, more rounds: an hour or so
  --rounds NUMBER  how often each contender does each case
  --dist FOLDER    a bundle of the action; of two, the second is compared with the first (suite 'versions', unless
                   another is named)
  --write          puts the tables into docs/benchmarks.md
  --help           prints this`

/** Reads the arguments; undefined where they ask for the usage. Throws where they make no sense. */
export function parseOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      suite: { type: 'string', multiple: true },
      image: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      dist: { type: 'string', multiple: true },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return undefined
  const { dist = ['dist'] } = values
  const options = {
    suites: oneOf(values.suite ?? (dist.length > 1 ? ['versions'] : usualSuites), suiteNames, 'suite'),
    images: values.image && oneOf(values.image, Object.keys(shapes) as ShapeName[], 'image'),
    length: lengthOf(values),
    rounds: values.rounds === undefined ? undefined : parseCount(values.rounds),
    write: values.write,
    dist,
  } as const
  if (options.write && (options.images || options.dist.length > 1)) {
    throw new Error('--write is for whole suites of this project alone: not with --image or a second --dist')
  }
  return options
}

function lengthOf({ quick, full }: { readonly quick: boolean; readonly full: boolean }): Options['length'] {
  if (quick && full) throw new Error('--quick and --full are two lengths: choose one')
  if (quick) return 'quick'
  return full ? 'full' : 'usual'
}

function parseCount(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1) throw new Error(`--rounds ${text} is no count`)
  return count
}

function oneOf<Name extends string>(given: readonly string[], known: readonly Name[], kind: string): readonly Name[] {
  return given.map((text) => {
    const found = known.find((name) => name === text)
    if (found === undefined) throw new Error(`there is no ${kind} ${text}; there are ${known.join(', ')}`)
    return found
  })
}
