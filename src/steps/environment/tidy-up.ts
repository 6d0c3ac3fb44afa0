import { rm } from 'node:fs/promises'

/** Removes the step's folder. If that fails, warns without failing the step, whose work is already over. */
export async function tidyUp(folder: string, warn: (message: string) => void | Promise<void>): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  } catch (error) {
    await warn(
      `${folder} may contain credentials and could not be removed: ${(error as Error).message}. Remove it manually.`
    )
  }
}
