import type { Progress } from '../watch.ts'

/** `[1/2] STEP 3/4: RUN make`: buildah, imagebuildah/stage_executor.go */
const step = /^(?:\[[^\]]+\] )*STEP \d+\/\d+: (?<text>.*)$/
const cached = /^--> Using cache /
/** logrus, in the format for files. */
const warning = /^time=\S+ level=warning msg="(?<message>(?:[^"\\]|\\.)*)"/
/** What is printed about a child of Buildah's that failed, after the child's own words. */
const noise = /^(?:sub)?process exited with (?:status|error)|^(?:\[[^\]]+\] )*(?:-->|COMMIT)|^Error: /

/** The lines of an instruction's output that are kept: more than an error shows. */
const keptLines = 50

/** Advice for warnings that should not be missed. */
const remedies: readonly (readonly [pattern: RegExp, say: string])[] = [
  [/^HEALTHCHECK is not supported for OCI/, "To keep it, set 'BUILDAH_FORMAT: docker' in the step's 'env'"],
]

/** Reads what Buildah prints during the builds for all platforms of an image, in order. */
export class BuildOutput {
  readonly #file: string
  readonly #said: string[] = []
  #steps = 0
  #step = ''

  /** `file` is the Dockerfile. */
  constructor(file: string) {
    this.#file = file
  }

  /** The instruction that was last begun. */
  get step(): string {
    return this.#step
  }

  /** The last lines that were printed since, by the instruction's own program. */
  get said(): readonly string[] {
    return this.#said
  }

  read(line: string): Progress | undefined {
    const { text } = step.exec(line)?.groups ?? {}
    if (text !== undefined) return this.#begin(text)
    if (cached.test(line)) return this.#isCounted() ? { kind: 'cached', step: String(this.#steps) } : undefined
    const { message } = warning.exec(line)?.groups ?? {}
    if (message !== undefined) return this.#warn(message.replaceAll(/\\(.)/g, '$1'))
    if (line !== '' && !noise.test(line)) this.#said.push(line)
    if (this.#said.length > keptLines) this.#said.shift()
    return undefined
  }

  #begin(text: string): Progress | undefined {
    this.#step = text
    this.#said.length = 0
    if (!this.#isCounted()) return undefined
    this.#steps += 1
    return { kind: 'step', step: String(this.#steps) }
  }

  /** Buildah also calls a label a step, for one. BuildKit counts these, and base images, which are never cached here. */
  #isCounted(): boolean {
    return /^(?:RUN|COPY|ADD|WORKDIR)\b/i.test(this.#step)
  }

  #warn(message: string): Progress {
    const remedy = remedies.find(([pattern]) => pattern.test(message))?.[1]
    const text = remedy ? `${message.replace(/\.$/, '')}. ${remedy}` : message
    return { kind: 'warning', warning: { message: text, place: { file: this.#file } } }
  }
}
