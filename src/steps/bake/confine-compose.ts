import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { readText } from '../../disk/regular-file.ts'
import { InputError } from '../../input-error.ts'
import { isRecord } from '../../json.ts'
import { isInCheckout } from '../request/within-checkout.ts'

/** Fields of a Compose file that name other Compose files, and files of variables: compose-spec/compose-go, loader */
const [composeFields, variableFields] = [
  ['include', 'extends'],
  ['env_file', 'label_file'],
]

/** More than any Compose file includes. */
const fileLimit = 100

interface Place {
  readonly directory: string
  readonly workspace: string
}

/** A path in a Compose file, relative to a folder that only its loader knows. */
interface NamedPath {
  readonly text: string
  readonly isCompose: boolean
}

/**
 * Rejects Compose files that have buildx read variables or Compose files outside the checkout, since it shows them in
 * errors and in what it resolves. Throws InputError.
 */
export async function confineCompose(files: readonly string[], { directory, workspace }: Place): Promise<void> {
  const given = files.filter((file) => !/\.(?:hcl|json)$/i.test(file)).map((file) => resolve(directory, file))
  const places: Places = { files: new Set(given), folders: new Set([directory]), texts: new Set(['.env']) }
  // What is added in the meantime is visited, too.
  for (const file of places.files) {
    if (places.files.size > fileLimit) throw invalid(`the bake definition includes more than ${fileLimit} files`)
    await checkInside(file, workspace)
    await visit(file, places)
  }
  for (const folder of places.folders) {
    for (const text of places.texts) await checkInside(resolve(folder, text), workspace)
  }
}

/** What was found so far. */
interface Places {
  readonly files: Set<string>
  /** Folders that paths may be relative to. */
  readonly folders: Set<string>
  /** Paths, as they are written. */
  readonly texts: Set<string>
}

async function visit(file: string, { files, folders, texts }: Places): Promise<void> {
  folders.add(dirname(file))
  const named = [...pathsBelow(await parseCompose(file))]
  for (const { text } of named) {
    if (text.includes('$')) throw invalid(`${file} names a file by a variable (${text})`)
    texts.add(text)
  }
  const composed = named.filter(({ isCompose }) => isCompose)
  for (const path of composed.flatMap(({ text }) => [...folders].map((folder) => resolve(folder, text)))) {
    const kind = await kindOf(path)
    if (kind === 'file') files.add(path)
    if (kind === 'folder') folders.add(path)
  }
}

async function checkInside(path: string, workspace: string): Promise<void> {
  if ((await kindOf(path)) === undefined || (await isInCheckout(path, workspace, workspace))) return
  throw invalid(`the bake definition has buildx read ${path}, which is outside the checkout`)
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  return await stat(path).then(
    (place) => (place.isDirectory() ? 'folder' : 'file'),
    () => undefined
  )
}

async function parseCompose(file: string): Promise<unknown> {
  const { load } = await import('js-yaml')
  try {
    return load(await readText(file))
  } catch (cause) {
    throw invalid(`${file} is not plain YAML (bake files in HCL end in .hcl)`, cause)
  }
}

/** All paths that are named anywhere in a document; `isCompose` is whether those that stand for themselves name Compose files. */
function* pathsBelow(value: unknown, isCompose?: boolean, seen = new Set<unknown>()): Generator<NamedPath> {
  if (typeof value === 'string' && isCompose !== undefined) yield { text: value, isCompose }
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  // YAML can refer to one part of a document from many others.
  if (isCompose === undefined) seen.add(value)
  for (const [field, each] of isRecord(value) ? Object.entries(value) : Object.values(value).entries()) {
    yield* pathsBelow(each, meaningOf(field) ?? isCompose, seen)
  }
}

function meaningOf(field: string | number): boolean | undefined {
  if (composeFields?.includes(`${field}`)) return true
  return variableFields?.includes(`${field}`) ? false : undefined
}

function invalid(problem: string, cause?: unknown): InputError {
  return new InputError('bake-files', `${problem}: that is not allowed for untrusted code`, { cause })
}
