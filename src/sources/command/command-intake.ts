import type { BlobRecipient } from '../../intake/blob-recipient.ts'
import { ReceivedBlobs } from '../../intake/received-blobs.ts'
import { type Sink, startSink } from '../../intake/sink/server.ts'
import { Spool } from '../../intake/spool/spool.ts'
import { ContentError } from '../../oci/content-error.ts'
import type { Login } from '../../oci/distribution/login.ts'
import type { Manifest } from '../../oci/manifest.ts'
import { PushedRepository } from './pushed-repository.ts'

/** Repositories that a command may push to. */
const repositoryLimit = 100
/** Manifests of all of them, which are held in memory, and their bytes. */
const manifestLimits = { count: 2_000, bytes: 64 * 1024 * 1024 }

export interface IntakeOptions {
  /** A directory for temporary files. */
  readonly directory: string
  /** Called when this machine, not a registry, fails. */
  readonly onMachineFailure: (error: Error) => void
  /** Opens what gets the blobs of a repository as they arrive. It is called once for each path, first for ''. */
  readonly open: (path: string) => Promise<readonly BlobRecipient[]>
}

/** What takes in everything that a command pushes, which can be read back until `end`, and keeps it. */
export class CommandIntake implements AsyncDisposable {
  readonly blobs: ReceivedBlobs
  readonly repositories: readonly PushedRepository[]
  readonly #sink: Sink
  readonly #listening: AsyncDisposable
  readonly #opened: AsyncDisposableStack

  private constructor(
    sink: Sink,
    listening: AsyncDisposable,
    received: Pick<CommandIntake, 'blobs' | 'repositories'>,
    opened: AsyncDisposableStack
  ) {
    this.blobs = received.blobs
    this.repositories = received.repositories
    this.#sink = sink
    this.#listening = listening
    this.#opened = opened
  }

  static async open({ directory, onMachineFailure, open }: IntakeOptions): Promise<CommandIntake> {
    await using opened = new AsyncDisposableStack()
    const blobs = opened.use(new ReceivedBlobs(true))
    const shared = { spool: new Spool(directory, onMachineFailure), blobs, admit: limited() }
    const own = new PushedRepository('', shared, open(''))
    const repositories = [own]
    const openBackend = (path: string) => {
      if (repositories.length === repositoryLimit)
        throw new ContentError(`the command may push to ${repositoryLimit} repositories at most`)
      const repository = new PushedRepository(path, shared, open(path))
      repositories.push(repository)
      return repository
    }
    const listening = opened.use(new AsyncDisposableStack())
    const sink = listening.use(await startSink(own, { openBackend, acceptsAnyTag: true }))
    return new CommandIntake(sink, listening, { blobs, repositories }, opened.move())
  }

  /** `127.0.0.1:PORT` */
  get host(): string {
    return this.#sink.host
  }

  /** The name of its repository. */
  get name(): string {
    return this.#sink.name
  }

  get login(): Login {
    return this.#sink.login
  }

  /** Takes nothing more. Returns whether something was still pushing; what has not arrived completely is dropped. */
  async end(): Promise<boolean> {
    const wasPushing = this.#sink.pending > 0
    await this.#listening[Symbol.asyncDispose]()
    return wasPushing
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened[Symbol.asyncDispose]()
  }
}

/** Counts manifests. Throws ContentError for one that is too many. */
function limited(): (manifest: Manifest) => void {
  let count = 0
  let bytes = 0
  return ({ descriptor }) => {
    count += 1
    bytes += descriptor.size
    if (count <= manifestLimits.count && bytes <= manifestLimits.bytes) return
    throw new ContentError(
      `the command pushed more than ${manifestLimits.count} manifests, or more than 64 MiB of them`
    )
  }
}
