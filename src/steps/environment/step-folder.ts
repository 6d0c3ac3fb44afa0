import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Variables } from '../../environment.ts'

/** Bytes of free space to test for: configuration and secrets take less. */
const room = 64 * 1024

/** What to do if the runner's temporary folder is not writable. */
export const temporaryAdvice = 'Make sure that the directory RUNNER_TEMP exists, is writable and has free space'

/** Creates the step's private folder. Throws if it cannot be written to. */
export async function makeStepFolder(variables: Variables): Promise<string> {
  const place = variables.RUNNER_TEMP || tmpdir()
  let folder: string | undefined
  try {
    folder = await mkdtemp(join(place, 'manifold-'))
    const probe = join(folder, 'probe')
    await writeFile(probe, Buffer.alloc(room), { mode: 0o600 })
    await rm(probe)
    return folder
  } catch (cause) {
    if (folder) await rm(folder, { recursive: true, force: true })
    throw new Error(`Cannot write temporary files to ${place}: ${(cause as Error).message}. ${temporaryAdvice}.`, {
      cause,
    })
  }
}
