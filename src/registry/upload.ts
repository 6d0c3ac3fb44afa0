import { smallerChunk } from './chunk-size.ts'
import { Cuts } from './cuts.ts'
import { isStored, isStoredLate } from './is-stored.ts'
import { RegistryError } from './registry-error.ts'
import type { Patience } from './retry.ts'
import type { Session } from './session.ts'
import { type Consignment, Transfer } from './transfer.ts'

export type { BlobContent } from './transfer.ts'

/** What an upload needs from the blobs of its repository. */
export interface UploadParts extends Consignment {
  /** Asks for a session, once. */
  open(): Promise<Session>
  /** Gives a session up. Never rejects. */
  cancel(session: Session): Promise<void>
  /** The same, without anybody's waiting for it. */
  cancelLater(session: Session): void
  /** Asks whether the blob is there, once. */
  has(): Promise<boolean>
}

/** A registry that forgets one session after the other will not keep the next. */
export const lostSessionLimit = 3
/** Less than this is sent anew rather than asked after. */
const worthResuming = 1024 * 1024
/** A blob is not sent again because of a bad moment of the question how far it got. */
const statusTries = 5
/** A 500 may be all that is ever said to it. */
const failingStatusTries = 3
/** Less progress than this is none: tries are not counted anew for it, or a byte at a time would go on for ever. */
const leastProgress = 64 * 1024
/** A session that never is where it says that it is will not be. */
const correctionLimit = 3
/** What a registry says that wants no chunk, or none like this. */
const refusesChunk = new Set([400, 405, 409, 413, 416])
/** Of these, what leaves no doubt that it is the chunk. */
const refusesAnyChunk = new Set([405, 413])
const gone = new Set([404, 410])

/** What became of a session; `unasked` where that would not be worth it. */
type State = 'unasked' | Awaited<ReturnType<Transfer['resume']>>

/**
 * Uploads one blob: POST (unless a session is given) and PUT; after a failure from the last byte that the registry
 * acknowledges, or anew. An end that leaves it open whether the blob is there is settled by asking for the blob. Where
 * a PUT of the whole is refused for its size, or is not known, the blob goes in chunks.
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
      const isReached = !this.#parts.channel.registry.isUnheard(error)
      if (this.#transfer && isReached) this.#parts.cancelLater(this.#transfer.session)
      throw error
    }
  }

  async #store(): Promise<void> {
    const { channel } = this.#parts
    const patience = channel.patience()
    for (;;) {
      const before = this.#transfer?.offset ?? 0
      const failure = await this.#try(patience)
      if (!failure || (await this.#settle(failure, patience))) return
      channel.countRetry()
      if (this.#transfer && this.#transfer.offset >= before + leastProgress) patience.renew()
    }
  }

  /** Sends once, and gives the registry's failure. Throws where what was to be sent is at fault. */
  async #try(patience: Patience): Promise<RegistryError | undefined> {
    try {
      this.#transfer ??= new Transfer(this.#parts, await this.#parts.open())
      patience.note()
      await this.#send(this.#transfer)
      return undefined
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error
      // Who takes no chunks will not take smaller ones.
      if (this.#transfer && this.#parts.channel.registry.habits.resumes) this.#cuts.note(error, this.#transfer)
      return error
    }
  }

  async #send(transfer: Transfer): Promise<void> {
    const { channel, blob } = this.#parts
    const { habits } = channel.registry
    const limit = Math.min(habits.bodyLimit, this.#cuts.limit)
    // Old Artifactory answers 404 to a PUT of the whole, as others do where a session was lost: twice is no accident.
    const mayBeWhole = habits.takesWhole ?? this.#lostWholes < 2
    if (!mayBeWhole || transfer.offset > 0 || blob.size > limit) {
      await transfer.sendChunks(limit)
      habits.bodyLimit = limit
      habits.takesWhole ??= mayBeWhole ? undefined : false
      return
    }
    await transfer.sendWhole()
    habits.takesWhole = true
  }

  /** Finds the way on after a failure. True where the blob turns out to be there; throws where nothing helps. */
  async #settle(error: RegistryError, patience: Patience): Promise<boolean> {
    const transfer = this.#transfer
    patience.note(error)
    const isUncertain = transfer?.wasClosed === true && (error.transient || error.status === 404)
    if (isUncertain && (await isStored(this.#parts, patience))) return true
    if (transfer && (await this.#mayGoOn(error, transfer, patience))) return false
    await this.#parts.channel.registry.recover(error, patience)
    if (transfer && (await this.#takeStock(transfer, isUncertain, patience))) return true
    if (patience.isSpent) throw error
    return false
  }

  /** Goes on with the session, or else gives it up. True where the blob turns out to be there. */
  async #takeStock(transfer: Transfer, isUncertain: boolean, patience: Patience): Promise<boolean> {
    const state = await this.#ask(transfer, patience)
    if (state === 'resumed') return false
    const isLost = state instanceof RegistryError && !state.isSilence
    if (isUncertain && isLost && transfer.isOut && (await isStoredLate(this.#parts, patience))) return true
    await this.#drop(transfer, state)
    return false
  }

  /** Whether another way helps at once: smaller bodies, or another session. */
  async #mayGoOn(error: RegistryError, transfer: Transfer, patience: Patience): Promise<boolean> {
    if (transfer.isUntriedResumption && refusesChunk.has(error.status ?? 0)) {
      await this.#reconsider(error, transfer, patience)
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
   * Finds out whether it was the chunk that was refused, or where it begins. GHCR takes whole blobs of any size, but no
   * chunk of more than 4 MiB, and says 416 of that, too: wasmCloud/wash-archive#268.
   */
  async #reconsider({ status = 0 }: RegistryError, transfer: Transfer, patience: Patience): Promise<void> {
    const { offset } = transfer
    const state = refusesAnyChunk.has(status) ? 'resumed' : await this.#ask(transfer, patience)
    if (state === 'resumed' && transfer.offset > offset && this.#corrections < correctionLimit) {
      this.#corrections += 1
      return await patience.pause(this.#corrections)
    }
    // Where the session is as it was, any other would do the same.
    if (state === 'resumed') this.#parts.channel.registry.habits.resumes = false
    this.#mayResume = false
    await this.#drop(transfer, state)
  }

  /** Asks what the session has, until that is answered: a bad moment of the question is not to cost what went out. */
  async #ask(transfer: Transfer, patience: Patience): Promise<State> {
    const { channel } = this.#parts
    for (let tries = 1; ; tries++) {
      const state = await this.#resume(transfer)
      if (!(state instanceof RegistryError)) return state
      patience.note(state)
      const isEnough = tries >= (state.status === 500 ? failingStatusTries : statusTries)
      const isVoid = state.isSilence || channel.registry.isUnheard(state)
      if (!state.transient || isVoid || isEnough) return state
      await channel.registry.recover(state, patience)
      channel.countRetry()
    }
  }

  async #resume(transfer: Transfer): Promise<State> {
    if (this.#parts.blob.size < worthResuming) return 'unasked'
    if (this.#mayResume && this.#parts.channel.registry.habits.resumes) return await transfer.resume()
    // Only a session that has become a blob is worth the question.
    const state = transfer.isOut ? await transfer.resume() : 'unclear'
    return state === 'resumed' ? 'unclear' : state
  }

  /** Gives a session up. It may hold a lot that nobody will ever need, unless it is gone; who is silent is not asked. */
  async #drop(transfer: Transfer, state: State): Promise<void> {
    this.#transfer = undefined
    const { registry } = this.#parts.channel
    const isError = state instanceof RegistryError
    const isFutile = isError && (state.isSilence || registry.isUnheard(state) || gone.has(state.status ?? 0))
    if (state !== 'unasked' && !isFutile) await this.#parts.cancel(transfer.session)
  }

  /** Whether smaller bodies may get through where this one did not: what refused it left the session as it was. */
  #shrink({ bodySize: refused, session }: Transfer): boolean {
    const { habits } = this.#parts.channel.registry
    if (refused <= (session.chunkMinimum ?? 0)) return false
    // Another upload may have found that out just now.
    if (refused > habits.bodyLimit) return true
    const chunk = smallerChunk(refused)
    if (chunk !== undefined) habits.bodyLimit = chunk
    return chunk !== undefined
  }

  #tellsLoss({ status = 0 }: RegistryError, { offset }: Transfer): boolean {
    if (this.#lostSessions >= lostSessionLimit) return false
    return [404, 410, 416].includes(status) || (offset > 0 && [400, 405, 409].includes(status))
  }
}
