import { rm } from 'node:fs/promises'

/** Removes the step's folder. One that stays is told of and fails nothing: what the step was for is done or not by then. */
export async function tidyUp(folder: string, warn: (message: string) => void | Promise<void>): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  } catch (error) {
    await warn(
      `${folder} may contain credentials and could not be removed: ${(error as Error).message}. Remove it manually.`
    )
  }
}
