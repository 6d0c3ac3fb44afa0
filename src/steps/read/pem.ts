import { resolve } from 'node:path'
import { readText, whyUnreadable } from '../../disk/regular-file.ts'
import type { Log } from '../../environment.ts'
import type { InputError } from '../../input-error.ts'

const pemHeader = '-----BEGIN '

/**
 * Returns inline PEM as is, or reads the named file. Messages never show the text: it may be a key without header.
 * Throws what `fail` makes; `problem` is the end of its message.
 */
export async function readPem(text: string, workspace: string, fail: (problem: string) => InputError): Promise<string> {
  if (text.includes(pemHeader)) return text
  const failWith = (problem: string) => {
    const hint = /^[A-Za-z0-9+/=\s]{64,}$/.test(text) ? 'Decode the base64, and provide' : 'Provide'
    return fail(
      `${problem}. ${hint} PEM, which begins with '${pemHeader.trim()}', or the path of a PEM file in the checkout`
    )
  }
  const content = await readText(resolve(workspace, text)).catch((error: Error) => {
    throw failWith(`names a file that ${whyUnreadable(error)}`)
  })
  if (content.includes(pemHeader)) return content
  throw failWith('is not a PEM file')
}

/** Masks a key or, if it cannot be read, the text given for it. */
export async function readMasked(
  given: string,
  reading: Promise<string>,
  { mask }: Pick<Log, 'mask'>
): Promise<string> {
  const key = await reading.catch((problem: unknown) => {
    mask(given)
    throw problem
  })
  mask(key)
  return key
}
