import { basename } from 'node:path'
import type { BuildReport, BuildWarning } from '../plan/build-report.ts'
import type { BuildRequest } from './build-request.ts'
import { readProgress } from './buildx/progress/build-progress.ts'
import { CheckOutput } from './buildx/progress/check-output.ts'
import { dockerfileOf } from './dockerfile/build-context.ts'

/** Watches the output of builds for a report. If an image is built several times, the first counts cached steps. */
export class BuildWatch {
  readonly #steps = new Map<string, boolean>()
  readonly #warnings = new Map<string, BuildWarning>()
  #builds = 0
  #seconds = 0
  #platforms: readonly string[] = []

  /** Times a build; `work` passes on each line that it prints. */
  async timed<Result>(
    request: Pick<BuildRequest, 'context' | 'file' | 'platforms'>,
    work: (onLine: (line: string) => void) => Promise<Result>
  ): Promise<Result> {
    this.#builds += 1
    this.#platforms = request.platforms
    const began = performance.now()
    try {
      return await work(this.#reader(dockerfileOf(request)))
    } finally {
      this.#seconds += (performance.now() - began) / 1000
    }
  }

  /** Undefined if nothing was built. */
  report(): BuildReport | undefined {
    if (this.#builds === 0) return undefined
    return {
      seconds: this.#seconds,
      steps: this.#steps.size,
      cached: [...this.#steps.values()].filter(Boolean).length,
      platforms: this.#platforms,
      warnings: [...this.#warnings.values()].toSorted((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0)),
    }
  }

  #reader(file: string): (line: string) => void {
    const isFirst = this.#builds === 1
    const check = new CheckOutput()
    return (text) => {
      const checked = check.read(text)
      if (checked) this.#warn(checked, file)
      const said = readProgress(text)
      if (said?.kind === 'warning') {
        this.#warn({ message: said.message, place: { file, ...(said.line && { line: said.line }) } }, file)
      }
      if (said && said.kind !== 'warning' && isFirst) this.#count(said.vertex, said.kind === 'cached')
    }
  }

  /** A step is announced before it is reported as cached; anything else that is cached is not a Dockerfile step. */
  #count(vertex: string, isCached: boolean): void {
    if (isCached && !this.#steps.has(vertex)) return
    this.#steps.set(vertex, isCached || (this.#steps.get(vertex) ?? false))
  }

  /** Builders name a Dockerfile without its folder, and the builds of several platforms may repeat a warning. */
  #warn({ message, place }: BuildWarning, file: string): void {
    const known = place.file === basename(file) ? { ...place, file } : place
    this.#warnings.set(`${known.file}:${known.line}:${message}`, { message, place: known })
  }
}
