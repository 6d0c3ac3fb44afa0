import { smallerChunk } from './chunk-size.ts'
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
  /** Asks whether the blob is there, once. */
  has(): Promise<boolean>
}

/** A registry that forgets one session after the other will not keep the next. */
const lostSessionLimit = 3
/** Less than this is sent anew rather than asked after. */
const worthResuming = 1024 * 1024
/** From here on a registry may need seconds to store what has come, and say before that it has nothing. */
const slowToStore = 8 * 1024 * 1024
const storePolls = 4
/** A blob is not sent again because of a bad moment of the question. */
const questionTries = 3
/** What a registry says that wants no chunk, or none like this. */
const refusesChunk = new Set([400, 405, 409, 413, 416])

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

  constructor(parts: UploadParts, session?: Session) {
    this.#parts = parts
    this.#transfer = session && new Transfer(parts, session)
  }

  async run(): Promise<void> {
    const { channel } = this.#parts
    const patience = channel.registry.patience()
    for (;;) {
      const before = this.#transfer?.offset ?? 0
      const failure = await this.#try(patience)
      if (!failure || (await this.#settle(failure, patience))) return
      channel.countRetry()
      if (this.#transfer && this.#transfer.offset > before) patience.renew()
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
      if (error instanceof RegistryError) return error
      if (this.#transfer) await this.#parts.cancel(this.#transfer.session)
      throw error
    }
  }

  async #send(transfer: Transfer): Promise<void> {
    const { channel, blob } = this.#parts
    const { habits } = channel.registry
    // Old Artifactory answers 404 to a PUT of the whole, as others do where a session was lost: twice is no accident.
    const mayBeWhole = habits.takesWhole ?? this.#lostWholes < 2
    if (!mayBeWhole || transfer.offset > 0 || blob.size > habits.bodyLimit) {
      await transfer.sendChunks(habits.bodyLimit)
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
    const isUncertain = transfer?.wasClosed && (error.transient || error.status === 404)
    if (isUncertain && (await this.#isStored(patience))) return true
    if (transfer && (await this.#mayGoOn(error, transfer))) return false
    await this.#parts.channel.registry.recover(error, patience)
    const isLost = transfer && (await this.#isLost(transfer, patience))
    if (isUncertain && isLost && transfer.isOut && (await this.#isStoredLate(patience))) return true
    if (patience.isSpent) throw error
    return false
  }

  /** Whether another way helps at once: smaller bodies, or another session. */
  async #mayGoOn(error: RegistryError, transfer: Transfer): Promise<boolean> {
    if (transfer.isUntriedResumption && refusesChunk.has(error.status ?? 0)) return await this.#stopResuming(transfer)
    if (error.status === 413) return this.#shrink(transfer)
    if (!this.#tellsLoss(error, transfer)) return false
    this.#lostSessions += 1
    if (transfer.offset === 0) this.#lostWholes += 1
    this.#transfer = undefined
    return true
  }

  /** GHCR takes whole blobs of any size, but no chunk of more than 4 MiB: wasmCloud/wash-archive#268. */
  async #stopResuming(transfer: Transfer): Promise<true> {
    this.#parts.channel.registry.habits.resumes = false
    this.#transfer = undefined
    await this.#parts.cancel(transfer.session)
    return true
  }

  /** Goes on with the session, or else with another. True where the registry does not know it any more. */
  async #isLost(transfer: Transfer, patience: Patience): Promise<boolean> {
    const state = await this.#resume(transfer)
    if (state !== 'resumed') this.#transfer = undefined
    // It may hold a lot that nobody will ever need.
    if (state === 'unclear') await this.#parts.cancel(transfer.session)
    if (typeof state === 'string') return false
    patience.note(state)
    return !state.isSilence
  }

  async #resume(transfer: Transfer): Promise<'unasked' | Awaited<ReturnType<Transfer['resume']>>> {
    if (this.#parts.blob.size < worthResuming) return 'unasked'
    if (this.#parts.channel.registry.habits.resumes) return await transfer.resume()
    // Only a session that has become a blob is worth the question.
    const state = transfer.isOut ? await transfer.resume() : 'unclear'
    return state === 'resumed' ? 'unclear' : state
  }

  /** A registry that is silent is asked once: this is part of a loop that has patience enough. */
  async #isStored(patience: Patience): Promise<boolean> {
    for (let tries = 1; ; tries++) {
      try {
        const isThere = await this.#parts.has()
        patience.note()
        return isThere
      } catch (error) {
        if (!(error instanceof RegistryError)) throw error
        patience.note(error)
        if (error.isSilence || !error.transient || tries === questionTries) return false
        await patience.pause(tries)
      }
    }
  }

  async #isStoredLate(patience: Patience): Promise<boolean> {
    if (this.#parts.blob.size < slowToStore) return false
    for (let polls = 1; polls < storePolls && !patience.isSpent; polls++) {
      if (await this.#isStored(patience)) return true
      await patience.pause(polls)
    }
    return !patience.isSpent && (await this.#isStored(patience))
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
