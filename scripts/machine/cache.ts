import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** May be deleted whenever nothing is running; ignored by git. */
export const cache = join(import.meta.dirname, '../../.cache/machine')

/**
 * Waits until no other process holds the lock, and acquires it. The lock belongs to the open file, which flock(1),
 * available on every Debian and Ubuntu, inherits; so it is released when this process ends, for whatever reason.
 */
export async function lock(path: string): Promise<AsyncDisposable> {
  await mkdir(dirname(path), { recursive: true })
  const file = await open(path, 'a')
  const [status] = await once(spawn('flock', ['3'], { stdio: ['ignore', 'ignore', 'inherit', file.fd] }), 'exit')
  if (status === 0) return file
  await file.close()
  throw new Error(`the lock ${path} could not be acquired`)
}
