import { basename } from 'node:path'
import type { BuildReport, BuildWarning } from '../plan/build-report.ts'
import type { BuildRequest } from './build-request.ts'

/** What a line of a build's output says: a step of the Dockerfile begins, or its result is cached; or a warning. */
export type Progress =
  | { readonly kind: 'step' | 'cached'; readonly step: string }
  | { readonly kind: 'warning'; readonly warning: BuildWarning }

/** Reads the lines of one build in turn; undefined for a line that holds nothing to report. */
export type ProgressReader = (line: string) => Progress | undefined

/** Watches the output of builds for a report. If an image is built several times, the first counts cached steps. */
export class BuildWatch {
  readonly #steps = new Map<string, boolean>()
  readonly #warnings = new Map<string, BuildWarning>()
  #builds = 0
  #seconds = 0
  #platforms: readonly string[] = []

  /**
   * Times a build; `work` passes on each line that it prints, which `read` understands. `file` is the Dockerfile as
   * annotations name it.
   */
  async timed<Result>(
    { platforms, file }: Pick<BuildRequest, 'platforms' | 'file'>,
    read: ProgressReader,
    work: (onLine: (line: string) => void) => Promise<Result>
  ): Promise<Result> {
    this.#builds += 1
    this.#platforms = platforms
    const began = performance.now()
    try {
      return await work(this.#reader(file, read))
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

  #reader(file: string, read: ProgressReader): (line: string) => void {
    const isFirst = this.#builds === 1
    return (text) => {
      const progress = read(text)
      if (progress?.kind === 'warning') this.#warn(progress.warning, file)
      else if (progress && isFirst) this.#count(progress.step, progress.kind === 'cached')
    }
  }

  /** A step is announced before it is reported as cached; anything else that is cached is not a Dockerfile step. */
  #count(step: string, isCached: boolean): void {
    if (isCached && !this.#steps.has(step)) return
    this.#steps.set(step, isCached || (this.#steps.get(step) ?? false))
  }

  /** Builders name a Dockerfile without its folder, and the builds of several platforms may repeat a warning. */
  #warn({ message, place }: BuildWarning, file: string): void {
    const known = place.file === basename(file) ? { ...place, file } : place
    this.#warnings.set(`${known.file}:${known.line}:${message}`, { message, place: known })
  }
}
