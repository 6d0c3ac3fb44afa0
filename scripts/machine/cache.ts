import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** What may be deleted at any time while nothing runs; git ignores it. */
export const cache = join(import.meta.dirname, '../../.cache/machine')

/**
 * Waits until no other process holds the lock, and takes it. It belongs to the open file, which flock(1), a part of
 * every Debian and Ubuntu, is lent; so it is free again when this process ends, in whatever way.
 */
export async function lock(path: string): Promise<AsyncDisposable> {
  await mkdir(dirname(path), { recursive: true })
  const file = await open(path, 'a')
  const [status] = await once(spawn('flock', ['3'], { stdio: ['ignore', 'ignore', 'inherit', file.fd] }), 'exit')
  if (status === 0) return file
  await file.close()
  throw new Error(`the lock ${path} could not be taken`)
}
