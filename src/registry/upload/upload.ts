import type { RetryState } from '../../http/retry/retry-state.ts'
import { RegistryError } from '../errors/registry-error.ts'
import type { BlobCheck } from '../pull/blob-check.ts'
import { smallerChunk } from './chunk-size.ts'
import { Cuts } from './cuts.ts'
import { isStored, isStoredLate } from './is-stored.ts'
import type { Session } from './session.ts'
import type { Sessions } from './sessions.ts'
import { type BlobUpload, Transfer } from './transfer.ts'

/** An upload, and what it needs of its repository. */
export interface UploadParts extends BlobUpload {
  readonly sessions: Sessions
  readonly check: BlobCheck
}

/** A registry that loses one session after the other will lose the next as well. */
export const lostSessionLimit = 3
/** Blobs smaller than this are sent again instead of resumed. */
const resumeThreshold = 1024 * 1024
/** A transient failure of the status check must not cause a re-upload. */
const statusTries = 5
/** A registry may answer every status check with 500. */
const failingStatusTries = 3
/** Less progress than this does not reset the count of attempts, or a byte at a time would go on forever. */
const minimumProgress = 64 * 1024
/** After this many corrections of its offset a session is not trusted. */
const correctionLimit = 3
/** Statuses with which registries reject a chunk. */
const refusesChunk = new Set([400, 405, 409, 413, 416])
/** Those of them that certainly mean the chunk itself. */
const refusesAnyChunk = new Set([405, 413])
const gone = new Set([404, 410])

/** The state of a session; `unasked` if it is not worth asking for. */
type State = 'unasked' | Awaited<ReturnType<Transfer['resume']>>

/**
 * Uploads one blob: POST (unless a session is given) and PUT; after a failure resumes at the last byte that the
 * registry acknowledges, or starts over. If it is uncertain whether the blob was stored, checks for it. If a PUT of the
 * whole blob is refused for its size, or is not supported, sends the blob in chunks.
 */
export class Upload {
  readonly #parts: UploadParts
  #transfer: Transfer | undefined
  #lostSessions = 0
  #lostWholes = 0
  #corrections = 0
  readonly #cuts = new Cuts()
  #mayResume = true

  constructor(parts: UploadParts, session?: Session) {
    this.#parts = parts
    this.#transfer = session && new Transfer(parts, session)
  }

  async run(): Promise<void> {
    try {
      await this.#store()
    } catch (error) {
      const isReached = !this.#parts.requests.registry.isUnheard(error)
      if (this.#transfer && isReached) this.#parts.sessions.cancelLater(this.#transfer.session)
      throw error
    }
  }

  async #store(): Promise<void> {
    const { requests } = this.#parts
    const retryState = requests.retryState()
    for (;;) {
      const before = this.#transfer?.offset ?? 0
      const failure = await this.#try(retryState)
      if (!failure || (await this.#settle(failure, retryState))) return
      requests.countRetry()
      if (this.#transfer && this.#transfer.offset >= before + minimumProgress) retryState.renew()
    }
  }

  /** Sends once, and returns the registry's error if it fails. Throws if the content to send is at fault. */
  async #try(retryState: RetryState): Promise<RegistryError | undefined> {
    try {
      const { sessions, operation } = this.#parts
      this.#transfer ??= new Transfer(this.#parts, await sessions.openOnce(operation))
      retryState.note()
      await this.#send(this.#transfer)
      return undefined
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error
      // A registry that accepts no chunks will not accept smaller ones.
      if (this.#transfer && this.#parts.requests.registry.capabilities.resumes) this.#cuts.note(error, this.#transfer)
      return error
    }
  }

  async #send(transfer: Transfer): Promise<void> {
    const { requests, blob } = this.#parts
    const { capabilities } = requests.registry
    const limit = Math.min(capabilities.bodyLimit, this.#cuts.limit)
    // Old Artifactory answers 404 to a PUT of the whole blob, as others do for a lost session: twice is no coincidence.
    const mayBeWhole = capabilities.takesWhole ?? this.#lostWholes < 2
    if (!mayBeWhole || transfer.offset > 0 || blob.size > limit) {
      await transfer.sendChunks(limit)
      capabilities.bodyLimit = limit
      capabilities.takesWhole ??= mayBeWhole ? undefined : false
      return
    }
    await transfer.sendWhole()
    capabilities.takesWhole = true
  }

  /** Decides how to go on after a failure. True if the blob turns out to be stored; throws if nothing helps. */
  async #settle(error: RegistryError, retryState: RetryState): Promise<boolean> {
    const transfer = this.#transfer
    retryState.note(error)
    const isUncertain = transfer?.wasClosed === true && (error.transient || error.status === 404)
    if (isUncertain && (await isStored(this.#parts, retryState))) return true
    if (transfer && (await this.#mayGoOn(error, transfer, retryState))) return false
    await this.#parts.requests.registry.recover(error, retryState)
    if (transfer && (await this.#takeStock(transfer, isUncertain, retryState))) return true
    if (retryState.isSpent) throw error
    return false
  }

  /** Resumes the session, or drops it. True if the blob turns out to be stored. */
  async #takeStock(transfer: Transfer, isUncertain: boolean, retryState: RetryState): Promise<boolean> {
    const state = await this.#ask(transfer, retryState)
    if (state === 'resumed') return false
    const isLost = state instanceof RegistryError && !state.isSilence
    if (isUncertain && isLost && transfer.isOut && (await isStoredLate(this.#parts, retryState))) return true
    await this.#drop(transfer, state)
    return false
  }

  /** Whether to try again at once with smaller bodies or another session. */
  async #mayGoOn(error: RegistryError, transfer: Transfer, retryState: RetryState): Promise<boolean> {
    if (transfer.isUntriedResumption && refusesChunk.has(error.status ?? 0)) {
      await this.#reconsider(error, transfer, retryState)
      return true
    }
    if (error.status === 413) return this.#shrink(transfer)
    if (refusesChunk.has(error.status ?? 0) && this.#cuts.forgo()) {
      await this.#drop(transfer, 'unclear')
      return true
    }
    if (!this.#tellsLoss(error, transfer)) return false
    this.#lostSessions += 1
    if (transfer.offset === 0) this.#lostWholes += 1
    this.#transfer = undefined
    return true
  }

  /**
   * Finds out whether the chunk itself was refused, or its offset. GHCR accepts whole blobs of any size, but no chunk
   * of more than 4 MiB, and answers 416 to that, too: wasmCloud/wash-archive#268.
   */
  async #reconsider({ status = 0 }: RegistryError, transfer: Transfer, retryState: RetryState): Promise<void> {
    const { offset } = transfer
    const state = refusesAnyChunk.has(status) ? 'resumed' : await this.#ask(transfer, retryState)
    if (state === 'resumed' && transfer.offset > offset && this.#corrections < correctionLimit) {
      this.#corrections += 1
      return await retryState.pause(this.#corrections)
    }
    // If the session is unchanged, any other would refuse the chunk as well.
    if (state === 'resumed') this.#parts.requests.registry.capabilities.resumes = false
    this.#mayResume = false
    await this.#drop(transfer, state)
  }

  /** Asks for the state of the session, with retries: a transient failure must not cost the bytes already sent. */
  async #ask(transfer: Transfer, retryState: RetryState): Promise<State> {
    const { requests } = this.#parts
    for (let tries = 1; ; tries++) {
      const state = await this.#resume(transfer)
      if (!(state instanceof RegistryError)) return state
      retryState.note(state)
      const isEnough = tries >= (state.status === 500 ? failingStatusTries : statusTries)
      const isVoid = state.isSilence || requests.registry.isUnheard(state)
      if (!state.transient || isVoid || isEnough) return state
      await requests.registry.recover(state, retryState)
      requests.countRetry()
    }
  }

  async #resume(transfer: Transfer): Promise<State> {
    if (this.#parts.blob.size < resumeThreshold) return 'unasked'
    if (this.#mayResume && this.#parts.requests.registry.capabilities.resumes) return await transfer.resume()
    // Only worth asking if the session may have become a blob.
    const state = transfer.isOut ? await transfer.resume() : 'unclear'
    return state === 'resumed' ? 'unclear' : state
  }

  /** Drops the session, and cancels it, as it may hold a lot of data; not if it is gone or the registry is silent. */
  async #drop(transfer: Transfer, state: State): Promise<void> {
    this.#transfer = undefined
    const { registry } = this.#parts.requests
    const isError = state instanceof RegistryError
    const isFutile = isError && (state.isSilence || registry.isUnheard(state) || gone.has(state.status ?? 0))
    if (state !== 'unasked' && !isFutile) await this.#parts.sessions.cancel(transfer.session)
  }

  /** Whether smaller bodies may get through, after one was too large: the session itself is unchanged. */
  #shrink({ bodySize: refused, session }: Transfer): boolean {
    const { capabilities } = this.#parts.requests.registry
    if (refused <= (session.chunkMinimum ?? 0)) return false
    // Another upload may have just found that out.
    if (refused > capabilities.bodyLimit) return true
    const chunk = smallerChunk(refused)
    if (chunk !== undefined) capabilities.bodyLimit = chunk
    return chunk !== undefined
  }

  #tellsLoss({ status = 0 }: RegistryError, { offset }: Transfer): boolean {
    if (this.#lostSessions >= lostSessionLimit) return false
    return [404, 410, 416].includes(status) || (offset > 0 && [400, 405, 409].includes(status))
  }
}
