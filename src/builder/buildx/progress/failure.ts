import { basename } from 'node:path'
import type { Place } from '../../../environment.ts'
import { formatCount } from '../../../format-amount.ts'
import { BuildError } from '../../build-error.ts'
import { storeAdvice } from '../../store-advice.ts'

/** BuildKit's excerpt of a Dockerfile: `Dockerfile:3`, and below it, between two rules, the lines. */
const frame = /^(?<file>[^\s:][^\n:]*):(?<line>\d+)\n-{20}$(?<source>(?:\n(?!-{20}$)[^\n]*){0,40})/gm
/** The output of the failed step, as repeated at the end. */
const stepOutput = /^------\n > [^\n]*:\n(?<said>(?:(?!------)[^\n]*\n)+)------$/gm

/** `call: check` fails if it has warnings, which are reported one by one. */
const checkFailed = /^Check complete, (\d+ warnings?) ha(?:s|ve) been found!$/m
const checkedRule = /^ +"ruleName": "/gm
const checkAdvice = "Fix them, or skip a rule with '# check=skip=RULE' at the top of the Dockerfile."

/** Maximum lines of a step's output to show. */
const excerptLimit = 20

/** The prefixes that BuildKit and buildx add to the reason. */
const wrapping: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/^failed to build: /, ''],
  [/^failed to solve: /, ''],
  [/^failed to compute cache key: /, ''],
  [/^failed to calculate checksum of ref \S+: /, ''],
  [/^rpc error: code = \w+ desc = /, ''],
  [/^\S+: failed to resolve source metadata for (\S+): (?:\1: )?/, 'base image $1: '],
  [/^use `docker --context=(\S+) buildx` to switch to context .*/, "'$1' is a Docker context, not a builder"],
  [/\. Is the docker daemon running\?$/, ''],
]

/** Advice by what was printed. */
export type FailureAdvice = readonly (readonly [pattern: RegExp, say: string])[]

/** The first match is used. */
const advice: FailureAdvice = [
  [
    /fatal: could not read Username for|fatal: Authentication failed for/,
    "If the repository is private, pass a token that can read it: 'secrets: GIT_AUTH_TOKEN=…'. The job's own token is used for this repository only (SECURITY.md).",
  ],
  [/failed to read dockerfile|unable to prepare context/i, "Check the inputs 'context' and 'file'."],
  [/^ERROR: .*"[^"]+": not found$/m, 'Check that it is in the build context and not excluded by .dockerignore.'],
  [/^ERROR: .*target stage .* could not be found/m, "Check the input 'target'."],
  [/^ERROR: .*secret \S+: not found/m, "Pass it with the input 'secrets', 'secret-envs' or 'secret-files'."],
  [
    /^ERROR: .*failed to resolve source metadata.*(?:40[13]|denied|authorization)/m,
    "Check the image name and, if the image is not public, add credentials for its registry to 'registry-auth'.",
  ],
  [
    /^ERROR: .*failed to resolve source metadata.*(?:429|toomanyrequests)/m,
    "Add credentials for its registry to 'registry-auth' to raise the limit.",
  ],
  [
    /^ERROR: use `docker --context=/m,
    "Remove the input 'builder' and set the environment variable DOCKER_CONTEXT to that name, or replace it with 'builder-options' (field 'endpoint').",
  ],
  [/tag is needed when pushing to registry/, "Name the image in 'tags' or 'images', or with 'name=' in the output."],
  [
    /^ERROR: .*lint violation found for rules: /m,
    "The warnings above are errors because of '# check=error=true' in the Dockerfile: fix them, or skip a rule with '# check=skip=RULE'.",
  ],
  [/no builder "[^"\n]*" found/i, "Check the input 'builder', or set up the builder in an earlier step."],
  [/is not supported for the docker driver/i, `${storeAdvice.replace(/^s/, 'S')}.`],
  [
    /exec format error/i,
    'Set up emulation for this platform (docker/setup-qemu-action), or build on a runner for that platform.',
  ],
  [/no space left on device/i, 'Free disk space before this step.'],
  [/cannot connect to the docker daemon/i, 'Start Docker before this step.'],
  [/^unknown flag: --progress$|'buildx' is not a docker command/m, "Install Docker's buildx plugin before this step."],
]

/**
 * The error for a failed build, based on its output. `file` is the Dockerfile's path in the checkout, as messages name it
 * (empty if there are several), and `annotated` as annotations do: builders name it without its folder. `first` is advice
 * that comes before the usual one.
 */
export function explainFailure(
  output: string,
  exitCode: number,
  file: string,
  { annotated = file, first = [] }: { readonly annotated?: string; readonly first?: FailureAdvice } = {}
): BuildError {
  const warnings = checkFailed.exec(output)?.[1] ?? warningsInJson(output)
  if (warnings) return new BuildError(`The build check found ${warnings}${file && ` in ${file}`}. ${checkAdvice}`)
  const { where, place, source } = placeIn(output, file, annotated)
  const reason = reasonIn(output) ?? `exit code ${exitCode}`
  const said = [...first, ...advice].find(([pattern]) => pattern.test(output))?.[1]
  const message = `The build failed${where}: ${reason.replace(/\.$/, '')}.${said ? ` ${said}` : ''}`
  return new BuildError(message, { place, excerpt: excerptOf(output, source) })
}

/** Where BuildKit's excerpt says that the build failed. */
function placeIn(output: string, file: string, annotated: string) {
  const { file: named = '', line, source = '' } = [...output.matchAll(frame)].at(-1)?.groups ?? {}
  if (!line) return { where: '', source }
  const isKnown = named === basename(file)
  const place = { file: isKnown ? annotated : named, ...linesOf(Number(line), source) }
  return { where: ` at ${isKnown ? file : named}:${line}`, place, source }
}

/** How many warnings `call: check,format=json` printed, which prints no error. */
function warningsInJson(output: string): string | undefined {
  const count = [...output.matchAll(checkedRule)].length
  return count > 0 ? formatCount(count, 'warning') : undefined
}

/** The lines of the instruction, which are marked in the excerpt: the first, and the last if there are several. */
function linesOf(line: number, source: string): Omit<Place, 'file'> {
  const last = [...source.matchAll(/^ *(\d+) \| >>> /gm)].map(([, number]) => Number(number)).at(-1) ?? line
  return { line, ...(last > line && { endLine: last }) }
}

/** The part worth reading without opening the log; undefined if the builder shows neither a step nor a Dockerfile. */
function excerptOf(output: string, source: string): string | undefined {
  const parts = [wordsOf(output).slice(-excerptLimit), source.split('\n').slice(1)]
  const texts = parts.map((lines) => lines.map((line) => line.slice(0, 200)).join('\n'))
  return texts.filter((text) => text !== '').join('\n\n') || undefined
}

function reasonIn(output: string): string | undefined {
  const lines = output.split('\n')
  const last = lines.findLastIndex((line) => line.startsWith('ERROR: '))
  if (last < 0)
    return /^.+(?=\n\nUsage:)/m.exec(output)?.[0].replace(/^unknown flag: --progress$/, 'Docker does not know buildx')
  const start = lines[last]?.slice('ERROR: '.length) ?? ''
  const whole = start.endsWith(':') ? `${start} ${lines[last + 1]}` : start
  const reason = wrapping.reduce((text, [pattern, instead]) => text.replace(pattern, instead), whole)
  return `${reason}${/^process /.test(reason) ? lastWords(output) : ''}`
}

/** The last line that a `RUN` printed, which is more helpful than its exit code. */
function lastWords(output: string): string {
  const words = wordsOf(output).at(-1)?.trim().slice(0, 300)
  return words ? ` (${words})` : ''
}

/** The lines of the failed step's output, without the timestamp before each. */
function wordsOf(output: string): readonly string[] {
  const said = [...output.matchAll(stepOutput)].at(-1)?.groups?.said?.trimEnd() ?? ''
  return said === '' ? [] : said.split('\n').map((line) => line.replace(/^\d+\.\d+ /, ''))
}
