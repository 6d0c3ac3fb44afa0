import { parseArgs } from 'node:util'
import { type ShapeName, shapes } from './subjects/shapes.ts'
import { longSuites, type SuiteName, suiteNames, usualSuites } from './suites/names.ts'

/** What to run. */
export interface Options {
  readonly suites: readonly SuiteName[]
  /** The images for the suite `push`; undefined for the defaults. */
  readonly images: readonly ShapeName[] | undefined
  readonly length: 'quick' | 'usual' | 'full'
  /** How many times smaller images are than documented. */
  readonly divisor: number
  /** How often each contender runs each case; undefined for the default of the length. */
  readonly rounds: number | undefined
  /** Whether to update docs/benchmarks.md. */
  readonly write: boolean
  /** Folders with bundles of the action; ratios are relative to the first. */
  readonly dist: readonly string[]
}

export const usage = `npm run bench -- [options]
  --suite SUITE    one of ${usualSuites.join(', ')} (the default: all of these),
                   or of ${longSuites.join(', ')} (these take longer); can be repeated
  --image NAME     one of ${Object.keys(shapes).join(', ')}: image for the suite 'push' (default: A and D); can be
                   repeated
  --quick          run everything once with smaller images, as a smoke test
  --full           run all cases with more rounds: about an hour
  --smaller NUMBER make images this many times smaller (with --quick: 16 times, unless given)
  --rounds NUMBER  how often each contender runs each case
  --dist FOLDER    a bundle of the action; if given twice, the second is compared with the first (in the suite
                   'versions', unless --suite is given)
  --write          write the tables to docs/benchmarks.md
  --help           print this help`

/** Parses the arguments; undefined if they ask for help. Throws if they are invalid. */
export function parseOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      suite: { type: 'string', multiple: true },
      image: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      smaller: { type: 'string' },
      dist: { type: 'string', multiple: true },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return undefined
  const { dist = ['dist'] } = values
  const length = lengthOf(values)
  const options = {
    suites: oneOf(values.suite ?? (dist.length > 1 ? ['versions'] : usualSuites), suiteNames, 'suite'),
    images: values.image && oneOf(values.image, Object.keys(shapes) as ShapeName[], 'image'),
    length,
    divisor: parseCount('--smaller', values.smaller) ?? (length === 'quick' ? 16 : 1),
    rounds: parseCount('--rounds', values.rounds),
    write: values.write,
    dist,
  } as const
  if (options.write && (options.images || values.smaller || options.dist.length > 1)) {
    throw new Error(
      '--write cannot be combined with --image, --smaller or a second --dist: it is only for complete suites of this project'
    )
  }
  return options
}

function lengthOf({ quick, full }: { readonly quick: boolean; readonly full: boolean }): Options['length'] {
  if (quick && full) throw new Error('--quick and --full cannot be combined')
  if (quick) return 'quick'
  return full ? 'full' : 'usual'
}

function parseCount(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1) throw new Error(`${option} ${text} is not a positive integer`)
  return count
}

function oneOf<Name extends string>(given: readonly string[], known: readonly Name[], kind: string): readonly Name[] {
  return given.map((text) => {
    const found = known.find((name) => name === text)
    if (found === undefined) throw new Error(`unknown ${kind} ${text}; choose from ${known.join(', ')}`)
    return found
  })
}
