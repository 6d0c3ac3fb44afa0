import { resolve } from 'node:path'
import { readText, whyUnreadable } from '../../../disk/regular-file.ts'
import type { Environment } from '../../../environment.ts'
import { InputError } from '../../../input-error.ts'

/** The JSON that the input `trusted-root` holds or names; empty if it is not given. Throws InputError. */
export async function readTrustedRoot(given: string, { workspace }: Environment): Promise<string> {
  if (given === '' || given.startsWith('{')) return given
  return await readText(resolve(workspace, given)).catch((error: Error) => {
    throw new InputError(
      'trusted-root',
      `${given} ${whyUnreadable(error)}. Give the path of a file in the checkout, or its JSON`
    )
  })
}
