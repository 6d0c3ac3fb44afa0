import { basename } from 'node:path'
import { BuildError } from './build-error.ts'

const dockerfileLine = /^(?<file>[^\s:][^\n:]*):(?<line>\d+)\n-{20}$/m
const errorLine = /^ERROR: (?<reason>.+)$/gm
const advice: readonly (readonly [pattern: RegExp, say: string])[] = [
  [/failed to read dockerfile/i, "Check the inputs 'context' and 'file'."],
  [/no builder .* found/i, "Check the input 'builder', or set the builder up in a step before."],
  [
    /multi-platform build is not supported/i,
    'Turn on the containerd image store of Docker, or set up a docker-container builder.',
  ],
  [
    /exec format error/i,
    'Set up emulation for this platform (docker/setup-qemu-action), or build it on a machine of its kind.',
  ],
  [/no space left on device/i, 'Free disk space before this step.'],
  [/cannot connect to the docker daemon/i, 'Start Docker before this step.'],
]

/**
 * The error for a build that failed, from what it printed. `file` is the Dockerfile as the checkout knows it: builders
 * name it without its folder.
 */
export function explainFailure(output: string, exitCode: number, file: string): BuildError {
  const reasons = [...output.matchAll(errorLine)].map((match) => match.groups?.reason ?? '')
  const reason =
    reasons
      .at(-1)
      ?.replace(/^failed to build: /, '')
      .replace(/^failed to solve: /, '') ?? `exit code ${exitCode}`
  const { file: named = '', line } = dockerfileLine.exec(output)?.groups ?? {}
  const place = line ? { file: named === basename(file) ? file : named, line: Number(line) } : undefined
  const where = place ? ` at ${place.file}:${place.line}` : ''
  const said = advice.find(([pattern]) => pattern.test(output))?.[1]
  return new BuildError(`The build failed${where}: ${reason.replace(/\.$/, '')}.${said ? ` ${said}` : ''}`, place)
}
