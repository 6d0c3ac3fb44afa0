import { orAborted } from '../../../async/or-aborted.ts'
import { BuildError } from '../../build-error.ts'
import type { Probe } from '../../builder.ts'
import { sinkOutput } from '../options/sink-output.ts'
import type { BuildxProgram } from '../program.ts'

/** The smallest image that can be pushed. */
const dockerfile = 'FROM scratch\nLABEL probe=reach\n'

/** BuildKit's progress once the builder runs, and when it begins to push. */
const isUp = /^#\d+ \[(?!internal\] booting buildkit)/
const isPushing = /^#\d+ pushing /

/** Probes with builds of one line, beside the real ones. */
export class ProbeRunner {
  readonly #program: Pick<BuildxProgram, 'ask'>
  readonly #up = Promise.withResolvers<void>()

  constructor(program: Pick<BuildxProgram, 'ask'>) {
    this.#program = program
  }

  /** To be called with what a real build prints: a probe waits for that, since two at once would both boot the builder. */
  readonly onLine = (line: string): void => {
    if (isUp.test(line)) this.#up.resolve()
  }

  /** A probe of a builder; an empty name stands for the current one. */
  probe(builder: string): Probe {
    return async (name, { signal, onPush }) => {
      await orAborted(this.#up.promise, signal)
      const args = [
        'build',
        '--progress=plain',
        '--provenance=false',
        ...(builder ? [`--builder=${builder}`] : []),
        `--output=${sinkOutput(name, new Map())}`,
        '-',
      ]
      const onLine = (line: string) => {
        if (isPushing.test(line)) onPush()
      }
      const { exitCode, stdout, stderr } = await this.#program.ask({ args, input: dockerfile, onLine, signal })
      if (exitCode !== 0) throw new BuildError(`The probe failed: ${`${stdout}\n${stderr}`.slice(-2_000)}`)
    }
  }
}
