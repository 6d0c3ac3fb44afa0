import { stat } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import type { Environment } from '../../environment.ts'
import { type Git, gitIn, readDate } from './git.ts'

/** The commit that is checked out in the repository around a folder. */
export interface GitHead {
  readonly sha: string
  /** When it was committed. */
  readonly date: () => Promise<Date | undefined>
  /** Whether an object is a tag of the commit: some servers report the tag instead of the commit. */
  readonly isTagged: (sha: string) => Promise<boolean>
}

/** Reads the commit that a folder of the workspace belongs to; undefined if it is not in a git checkout. */
export async function readHead(folder: string, environment: Environment): Promise<GitHead | undefined> {
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
 * The nearest folder with a repository, up to the workspace. A submodule has a `.git` file instead of a folder, and is
 * part of the commit of the repository around it.
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
