import { basename, resolve } from 'node:path'
import { type Document, parseDocument } from '../../attach/documents/document.ts'
import { provenanceOf } from '../../attach/documents/provenance.ts'
import { readText, whyUnreadable } from '../../disk/regular-file.ts'
import type { Environment } from '../../environment.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import type { AttachLine } from '../../github/inputs/parse-sign.ts'
import { InputError, throwAll } from '../../input-error.ts'
import type { JsonRecord } from '../../json.ts'

/** Bytes of a document. Large SBOMs have a few million. */
const sizeLimit = 16 * 1024 * 1024

/**
 * Reads the documents to attach. `claims` are those of the workflow's OIDC token; undefined if nothing is signed with it.
 * Throws InputError, or an AggregateError of several.
 */
export async function readDocuments(
  { attach }: Pick<Inputs, 'attach'>,
  environment: Environment,
  claims: Promise<JsonRecord | undefined>
): Promise<readonly Document[]> {
  // The reports of `scan` do not exist yet.
  const reading = attach.filter((line) => line !== 'scan').map((line) => readDocument(line, environment, claims))
  const read = await Promise.allSettled(reading)
  throwAll(read.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])))
  return await Promise.all(reading)
}

async function readDocument(
  line: Exclude<AttachLine, 'scan'>,
  { variables, workspace }: Environment,
  claims: Promise<JsonRecord | undefined>
): Promise<Document> {
  if (line === 'provenance') {
    const known = await claims
    return parsed(() => provenanceOf(variables, known), "'provenance'")
  }
  const { kind, file } = line
  const text = await readText(resolve(workspace, file), sizeLimit).catch((error: NodeJS.ErrnoException) => {
    const remedy = error.code === 'ENOENT' ? '. An earlier step has to write it' : ''
    throw new InputError('attach', `${file} ${whyUnreadable(error)}${remedy}`)
  })
  return parsed(() => parseDocument(text, kind, basename(file)), file)
}

function parsed(parse: () => Document, name: string): Document {
  try {
    return parse()
  } catch (error) {
    throw new InputError('attach', `${name} ${(error as Error).message}`)
  }
}
