import { stat } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import type { Environment } from '../environment.ts'
import { type Git, gitIn, readDate } from './repository-git.ts'

/** What is checked out where a folder lies. */
export interface Head {
  readonly sha: string
  /** When it was committed. */
  readonly date: () => Promise<Date | undefined>
  /** Whether an object is a tag of it: some servers name that in place of the commit. */
  readonly isTagged: (sha: string) => Promise<boolean>
}

/** Reads the commit that a folder of the workspace is checked out from; undefined where it is in no git checkout. */
export async function readHead(folder: string, environment: Environment): Promise<Head | undefined> {
  const root = await findCheckout(resolve(environment.workspace, folder), environment.workspace)
  if (root === undefined) return undefined
  const git = gitIn({ ...environment, workspace: root })
  const [sha = ''] = await git('rev-parse', '--verify', 'HEAD').catch(() => [])
  if (sha === '') return undefined
  return {
    sha,
    date: async () => validDate(await readDate(git, sha).catch(() => undefined)),
    isTagged: async (tag) => (await commitOf(git, tag)) === sha,
  }
}

/**
 * The nearest folder that holds a repository; not beyond the workspace. A submodule has a file in the repository's
 * place, and is a part of the commit that the repository around it is at.
 */
async function findCheckout(folder: string, workspace: string): Promise<string | undefined> {
  const parent = dirname(folder)
  const isOutermost = parent === folder || relative(workspace, folder) === ''
  const isRepository = await stat(join(folder, '.git')).then(
    (found) => isOutermost || found.isDirectory(),
    () => false
  )
  if (isRepository) return folder
  return isOutermost ? undefined : await findCheckout(parent, workspace)
}

async function commitOf(git: Git, object: string): Promise<string | undefined> {
  if (!/^[0-9a-f]+$/.test(object)) return undefined
  return (await git('rev-parse', '--verify', '--quiet', `${object}^{commit}`).catch(() => []))[0]
}

function validDate(date: Date | undefined): Date | undefined {
  return date && !Number.isNaN(date.getTime()) ? date : undefined
}
