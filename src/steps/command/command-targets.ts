import type { Names } from '../../names/names.ts'
import type { Target } from '../../oci/distribution/target.ts'
import type { Push } from '../../push/push.ts'
import { warmUp } from '../../push/warm-up.ts'
import type { Job } from '../job/job.ts'
import type { PublishSession } from '../publish/publish-session.ts'
import type { Mode } from '../request/mode.ts'

/** Where the images of a repository below `$MANIFOLD_REPOSITORY` go: to each image + `/worker`, under the same tags. */
export function targetsBelow(targets: readonly Target[], path: string): readonly Target[] {
  if (path === '') return targets
  return targets.map(({ repository, tags }) => ({
    repository: { ...repository, name: `${repository.name}/${path}` },
    tags,
  }))
}

/** The names of what was pushed to these repositories. */
export function namesBelow(names: Names, paths: readonly string[]): Names {
  const images = paths.flatMap((path) =>
    names.images.map((image) => ({ ...image, name: [image.name, path].filter(Boolean).join('/') }))
  )
  return { ...names, images }
}

/** The pushes to the targets of each repository that the command pushes to: opened when it first does. */
export class CommandTargets {
  readonly #job: Job
  readonly #session: PublishSession
  readonly #mode: Mode['do']
  readonly #own: readonly Push[]
  readonly #opened = new Map<string, Promise<readonly Push[]>>()

  constructor(job: Job, session: PublishSession, mode: Mode['do']) {
    this.#job = job
    this.#session = session
    this.#mode = mode
    this.#own = [...session.pushes]
  }

  /** What the blobs that are pushed to a repository go to. A rehearsal sends nothing. */
  async recipients(path: string) {
    const pushes = await this.pushes(path)
    return this.#mode === 'publish' ? [...new Set(pushes.map(({ content }) => content))] : []
  }

  pushes(path: string): Promise<readonly Push[]> {
    const pushes = this.#opened.get(path) ?? this.#open(path)
    this.#opened.set(path, pushes)
    return pushes
  }

  /** Signs in, and finds out what is there, while the command runs. */
  warmUp(pushes: readonly Push[] = this.#own): void {
    const { rules } = this.#session
    for (const push of pushes) void warmUp(push, { beforeBuild: true, rules, creates: this.#mode === 'publish' })
  }

  async #open(path: string): Promise<readonly Push[]> {
    if (path === '') return this.#own
    const pushes = await this.#session.add(targetsBelow(this.#job.named.targets, path))
    this.warmUp(pushes)
    return pushes
  }
}
