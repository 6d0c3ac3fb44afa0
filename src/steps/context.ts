import { access, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { dockerfileOf, isRemote } from '../build/context.ts'
import type { Inputs } from '../github/inputs.ts'
import { InputError } from '../input-error.ts'

/**
 * Puts a folder of the checkout in place of `{{defaultContext}}:folder`, docker/build-push-action's word for the
 * repository at GitHub: here the checkout is what is built. Elsewhere in the text it is left alone.
 */
export function expandContext(text: string): string {
  return text.replace(/\{\{\s*defaultContext\s*\}\}(?::(?<folder>.*))?$/, (_, folder?: string) => folder || '.')
}

/** The files that an image comes from are looked for before anything is started. Throws InputError. */
export async function checkContent(
  inputs: Pick<Inputs, 'context' | 'file' | 'source'>,
  workspace: string
): Promise<void> {
  if (!inputs.source) return await checkContext(inputs, workspace)
  const { path } = inputs.source
  const isThere = await access(resolve(workspace, path)).then(
    () => true,
    () => false
  )
  if (!isThere) throw new InputError('source', `there is no ${path}`)
}

/** A build without its context or Dockerfile is known to fail before anything is started. Throws InputError. */
async function checkContext(inputs: Pick<Inputs, 'context' | 'file'>, workspace: string): Promise<void> {
  const context = expandContext(inputs.context) || '.'
  const { file } = inputs
  if (isRemote(context) || isRemote(file)) return
  const hint = 'Is actions/checkout a step before this one?'
  const isFolder = await stat(resolve(workspace, context)).then(
    (found) => found.isDirectory(),
    () => false
  )
  if (!isFolder) throw new InputError('context', `there is no folder ${context}. ${hint}`)
  // Without being told a name BuildKit takes this one, too.
  const candidates = file ? [file] : [dockerfileOf({ context, file }), join(context, 'dockerfile')]
  const found = await Promise.allSettled(candidates.map((name) => access(resolve(workspace, name))))
  if (found.some(({ status }) => status === 'fulfilled')) return
  throw new InputError('file', `there is no ${candidates[0]}. ${hint}`)
}
