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
  has(): Promise<boolean>
}

/** A registry that forgets one session after the other will not keep the next. */
const lostSessionLimit = 3
/** Less than this is sent anew rather than asked after. */
const worthResuming = 1024 * 1024
/** From here on a registry may need seconds to store what has come, and say before that it has nothing. */
const slowToStore = 8 * 1024 * 1024
const storePolls = 4

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
      const failure = await this.#try()
      if (!failure || (await this.#settle(failure, patience))) return
      channel.countRetry()
      if (this.#transfer && this.#transfer.offset > before) patience.renew()
    }
  }

  /** Sends once, and gives the registry's failure. Throws where what was to be sent is at fault. */
  async #try(): Promise<RegistryError | undefined> {
    try {
      this.#transfer ??= new Transfer(this.#parts, await this.#parts.open())
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
    const isOpen = transfer?.wasClosed && (error.transient || error.status === 404)
    if (isOpen && (await this.#isStored())) return true
    if (transfer && this.#mayGoOn(error, transfer)) return false
    await this.#parts.channel.registry.recover(error, patience)
    const isLost = transfer && (await this.#isLost(transfer))
    return isOpen && isLost && transfer.isOut ? await this.#isStoredLate(patience) : false
  }

  /** Whether another way helps at once: smaller bodies, or another session. */
  #mayGoOn(error: RegistryError, transfer: Transfer): boolean {
    if (error.status === 413) return this.#shrink(transfer)
    if (!this.#tellsLoss(error, transfer)) return false
    this.#lostSessions += 1
    if (transfer.offset === 0) this.#lostWholes += 1
    this.#transfer = undefined
    return true
  }

  /** Goes on with the session, or else with another. True where the registry does not know it any more. */
  async #isLost(transfer: Transfer): Promise<boolean> {
    const state = this.#parts.blob.size >= worthResuming ? await transfer.resume() : 'unasked'
    if (state !== 'resumed') this.#transfer = undefined
    // It may hold a lot that nobody will ever need.
    if (state === 'unclear') await this.#parts.cancel(transfer.session)
    return state === 'lost'
  }

  async #isStored(): Promise<boolean> {
    return await this.#parts.has().catch(() => false)
  }

  async #isStoredLate(patience: Patience): Promise<boolean> {
    if (this.#parts.blob.size < slowToStore) return false
    for (let polls = 1; polls < storePolls; polls++) {
      if (await this.#isStored()) return true
      await patience.pause(polls)
    }
    return await this.#isStored()
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
