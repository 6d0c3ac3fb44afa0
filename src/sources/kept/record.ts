import { createHmac, timingSafeEqual } from 'node:crypto'
import { lstat, readdir, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { readText } from '../../disk/regular-file.ts'
import type { Variables } from '../../environment.ts'
import { parseRecord } from '../../json.ts'
import { ContentError } from '../../oci/content-error.ts'
import { type Digest, isDigest } from '../../oci/digest.ts'

/** An image that a step has kept for later steps of its job. */
export interface KeptImage {
  /** The step's `id`, or the name that the runner gave it. */
  readonly step: string
  readonly digest: Digest
  /** Whether it was built from work that is trusted to be published. */
  readonly isTrusted: boolean
  /** When it was kept, in milliseconds since 1970. */
  readonly time: number
}

/** What identifies the job, and where its steps leave images. */
export interface JobPlace {
  /** The folder of the present step: kept images are beside it. */
  readonly temp: string
  readonly variables: Variables
}

/** Where the image of a step is kept; the layout is below it. It outlives the step's own folder. */
export function keptFolder(temp: string): string {
  return `${temp}-image`
}

/** The layout below a folder. */
export function layoutIn(folder: string): string {
  return join(folder, 'layout')
}

const recordFile = 'record.json'
const folderName = /^manifold-\w+-image$/

/** Writes the record of an image into its folder. */
export async function writeRecord(folder: string, kept: KeptImage, variables: Variables): Promise<void> {
  const fields = { ...kept, job: jobIn(variables) }
  const text = JSON.stringify({ ...fields, seal: sealOf(fields, variables) })
  await writeFile(join(folder, recordFile), text, { mode: 0o400 })
}

/** A kept image, and its folder. */
export interface FoundImage extends KeptImage {
  readonly folder: string
}

/** The images that earlier steps of this job have kept, oldest first. Throws ContentError if a record was changed. */
export async function findKept({ temp, variables }: JobPlace): Promise<readonly FoundImage[]> {
  const place = dirname(temp)
  const { uid } = await stat(temp)
  const names = await readdir(place).catch(() => [])
  const folders = names.filter((name) => folderName.test(name)).map((name) => join(place, name))
  const owners = await Promise.all(folders.map((folder) => lstat(folder).catch(() => undefined)))
  // Without a runner, the folder is shared with other users of the machine.
  const ours = folders.filter((_, index) => owners[index]?.uid === uid)
  const found = await Promise.all(ours.map((folder) => readRecord(folder, variables)))
  return found.filter((kept) => kept !== undefined).toSorted((one, other) => one.time - other.time)
}

/** Undefined for a folder without a record, and for an image of another job. */
async function readRecord(folder: string, variables: Variables): Promise<FoundImage | undefined> {
  const text = await readText(join(folder, recordFile)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new ContentError(`The record of a kept image cannot be read: ${error.message}. Build the image again.`)
  })
  if (text === undefined) return undefined
  const { step, digest, isTrusted, time, job, seal } = parseRecord(text)
  if (job !== jobIn(variables)) return undefined
  const isWhole = typeof step === 'string' && typeof digest === 'string' && isDigest(digest) && typeof time === 'number'
  const kept = isWhole && { step, digest, isTrusted: isTrusted === true, time }
  if (kept && isSealed({ ...kept, job }, seal, variables)) return { ...kept, folder }
  throw new ContentError(
    `The record of a kept image, ${basename(folder)}/${recordFile}, was changed since it was written. Build the image again, and find out which step between changes files below RUNNER_TEMP.`
  )
}

/** Identifies the job: a runner of one's own may still have what another job left behind. */
function jobIn({ GITHUB_RUN_ID = '', GITHUB_RUN_ATTEMPT = '', GITHUB_JOB = '' }: Variables): string {
  return [GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT, GITHUB_JOB].join('/')
}

/**
 * Proves that an action wrote the record: the runner gives the job's token to actions, not to `run:` steps or the
 * containers that they start. Empty if there is no token, as on other runners.
 */
function sealOf(fields: KeptImage & { readonly job: string }, { ACTIONS_RUNTIME_TOKEN: key }: Variables): string {
  const { step, digest, isTrusted, time, job } = fields
  return key
    ? createHmac('sha256', key)
        .update(JSON.stringify([step, digest, isTrusted, time, job]))
        .digest('hex')
    : ''
}

/** A run that has no token, as one for untrusted work, cannot check; nor does it publish anything. */
function isSealed(fields: KeptImage & { readonly job: string }, seal: unknown, variables: Variables): boolean {
  const expected = Buffer.from(sealOf(fields, variables))
  const given = Buffer.from(typeof seal === 'string' ? seal : '')
  if (expected.length === 0 || (!fields.isTrusted && given.length === 0)) return true
  return expected.length === given.length && timingSafeEqual(expected, given)
}
