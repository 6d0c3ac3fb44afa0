import { rm } from 'node:fs/promises'

/** Removes a folder of the step. If that fails, warns without failing the step, whose work is already over. */
export async function tidyUp(
  folder: string,
  warn: (message: string) => void | Promise<void>,
  holds = 'may contain credentials'
): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  } catch (error) {
    await warn(`${folder} ${holds} and could not be removed: ${(error as Error).message}. Remove it manually.`)
  }
}
