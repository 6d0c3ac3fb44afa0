import { parseArgs } from 'node:util'
import { type ShapeName, shapes } from './shapes.ts'
import { type SuiteName, suiteNames } from './suites/names.ts'

/** How much is done. */
export interface Options {
  readonly suites: readonly SuiteName[]
  /** Of the suite `push`; undefined for those that the length has. */
  readonly images: readonly ShapeName[] | undefined
  readonly length: 'quick' | 'usual' | 'full'
  /** How often each contender does each case. */
  readonly rounds: number
  /** Whether docs/benchmarks.md is written. */
  readonly write: boolean
  /** Folders of bundles of the action; the first is what ratios are of. */
  readonly dist: readonly string[]
}

export const usage = `npm run bench -- [options]
  --only SUITE     one of ${suiteNames.join(', ')}; may be given several times
  --image NAME     one of ${Object.keys(shapes).join(', ')}: what the suite 'push' pushes; may be given several times
  --quick          everything once, with images 16 times smaller, to see that it works
  --full           all images, all cases, more rounds: half an hour
  --rounds NUMBER  how often each contender does each case
  --dist FOLDER    a bundle of the action; several are compared with each other
  --write          puts the tables into docs/benchmarks.md`

const rounds = { quick: 1, usual: 3, full: 5 } as const

/** Reads the arguments. Throws where they make no sense. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      image: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      dist: { type: 'string', multiple: true },
      write: { type: 'boolean', default: false },
    },
  })
  const length = values.quick ? 'quick' : values.full ? 'full' : 'usual'
  const options = {
    suites: oneOf(values.only ?? suiteNames, suiteNames, 'suite'),
    images: values.image && oneOf(values.image, Object.keys(shapes) as ShapeName[], 'image'),
    length,
    rounds: values.rounds === undefined ? rounds[length] : Number(values.rounds),
    write: values.write,
    dist: values.dist ?? ['dist'],
  } as const
  if (values.quick && values.full) throw new Error('--quick and --full are two lengths: choose one')
  if (!Number.isInteger(options.rounds) || options.rounds < 1) throw new Error(`--rounds ${values.rounds} is no count`)
  if (options.write && (values.quick || options.images || options.dist.length > 1)) {
    throw new Error('--write is for whole suites of this project alone: not with --quick, --image or a second --dist')
  }
  return options
}

function oneOf<Name extends string>(given: readonly string[], known: readonly Name[], kind: string): readonly Name[] {
  return given.map((text) => {
    const found = known.find((name) => name === text)
    if (found === undefined) throw new Error(`there is no ${kind} ${text}; there are ${known.join(', ')}`)
    return found
  })
}
