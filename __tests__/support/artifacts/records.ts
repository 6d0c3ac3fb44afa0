import { createHash } from 'node:crypto'
import type { ArtifactReply } from './faults.ts'

/** An artifact, also one that is not finalized. */
export interface ArtifactRecord {
  readonly name: string
  readonly run: string
  readonly job: string
  readonly expiresAt: string | undefined
  readonly blocks: Map<string, Buffer>
  blob?: Buffer
  /** Set when it is finalized. */
  id?: number
}

/** An attempt of the run, and the earlier ones whose artifacts it sees. */
export interface Attempt {
  readonly id: string
  readonly inherits: readonly string[]
}

export const refusedCall = (status: number, code: string, msg: string): ArtifactReply => ({
  status,
  body: { code, msg },
})

/** A refusal of Azure's storage. */
export const refusedByStorage = (status: number, code: string): ArtifactReply => ({
  status,
  headers: { 'content-type': 'application/xml', 'x-ms-error-code': code },
  body: `\uFEFF<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
})

export const sha256 = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

type Fields = Readonly<Record<string, unknown>>

/** The artifacts of a run, with the rules of GitHub's service: names, visibility, attempts. */
export class ArtifactRecords {
  readonly all: ArtifactRecord[] = []
  #ids = 1000

  create(attempt: Attempt, job: string, { name, version, expires_at }: Fields): ArtifactRecord | ArtifactReply {
    if (typeof name !== 'string' || name === '' || /["\\:<>|*?/\r\n]/.test(name)) {
      return refusedCall(400, 'invalid_argument', 'name is not valid')
    }
    // 7 is what actions/toolkit sends since it can upload single files.
    if (version !== 4 && version !== 7) return refusedCall(400, 'invalid_argument', 'version is not supported')
    // A name is taken in its attempt, finalized or not.
    if (this.all.some((each) => each.name === name && each.run === attempt.id)) {
      return refusedCall(409, 'already_exists', 'an artifact with this name already exists on the workflow run')
    }
    const expiresAt = typeof expires_at === 'string' ? expires_at : undefined
    const record: ArtifactRecord = { name, run: attempt.id, job, expiresAt, blocks: new Map() }
    this.all.push(record)
    return record
  }

  finalize(attempt: Attempt, { name, size, hash }: Fields): ArtifactRecord | ArtifactReply {
    const record = this.all.find((each) => each.name === name && each.run === attempt.id && each.id === undefined)
    if (!record) return refusedCall(404, 'not_found', 'artifact not found')
    if (!record.blob) return refusedCall(412, 'failed_precondition', 'the artifact has no content')
    if (size !== String(record.blob.length)) return refusedCall(400, 'invalid_argument', 'size does not match')
    if (hash !== sha256(record.blob)) return refusedCall(400, 'invalid_argument', 'hash does not match')
    this.#ids += 1
    record.id = this.#ids
    return record
  }

  /** The finalized artifacts that an attempt sees: its own and those that it inherits, all of each name. */
  visibleIn({ id, inherits }: Attempt): readonly ArtifactRecord[] {
    return this.all.filter((each) => each.id !== undefined && [id, ...inherits].includes(each.run))
  }
}
