import { rmSync } from 'node:fs'
import { access, constants, mkdtemp, rm, statfs } from 'node:fs/promises'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder for everything that a run needs, including the registries' storage. It is deleted after the run. */
export interface Workspace extends AsyncDisposable {
  readonly directory: string
  /** Whether it is in memory, so that disks are not measured. */
  readonly isMemory: boolean
}

const memory = '/dev/shm'

/** Creates the folder in memory if `bytes` and a fifth more are free there, and on disk otherwise. */
export async function openWorkspace(bytes: number): Promise<Workspace> {
  const isMemory = (await freeMemory()) > 1.2 * bytes
  const directory = await mkdtemp(join(isMemory ? memory : tmpdir(), 'manifold-bench-'))
  const [cleanUp, before] = [() => rm(directory, { recursive: true, force: true }), process.env.TMPDIR]
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      // Gigabytes of memory would otherwise be left allocated.
      rmSync(directory, { recursive: true, force: true })
      process.exit(1)
    })
  }
  // All temporary files, above all our action's spool, are in the same place.
  process.env.TMPDIR = directory
  return {
    directory,
    isMemory,
    async [Symbol.asyncDispose]() {
      process.env.TMPDIR = before ?? ''
      await cleanUp()
    },
  }
}

/** Bytes that are free both in an in-memory file system and on the machine. */
async function freeMemory(): Promise<number> {
  try {
    await access(memory, constants.W_OK)
    const { bavail, bsize } = await statfs(memory)
    return Math.min(bavail * bsize, freemem())
  } catch {
    return 0
  }
}
