import { type Dockerd, startDockerd } from '../../machine/dockerd.ts'
import { canStartOwn, type Engine } from '../../machine/engine.ts'
import { type Progress, run, type Variables } from '../../machine/run.ts'

/**
 * An engine whose builder cache can be emptied on demand. Pruning is not enough: pruned content remains, and is used,
 * until containerd's next garbage collection. So if possible, a new engine is started each time.
 */
export class EmptyEngine implements AsyncDisposable {
  readonly #found: Engine
  readonly #progress: Progress
  #own: Dockerd | undefined

  constructor(found: Engine, progress: Progress) {
    this.#found = found
    this.#progress = progress
  }

  get variables(): Variables {
    return (this.#own ?? this.#found).variables
  }

  async forget(): Promise<void> {
    await this.#own?.[Symbol.asyncDispose]()
    if (await canStartOwn()) this.#own = await startDockerd('containerd', this.#progress)
    else await run('docker', ['buildx', 'prune', '--all', '--force'], { variables: this.variables })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#own?.[Symbol.asyncDispose]()
  }
}
