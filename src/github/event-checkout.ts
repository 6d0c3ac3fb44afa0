import type { Environment } from '../environment.ts'
import { InputError } from '../input-error.ts'

/** A commit, and the full ref that it was checked out by. */
export interface Commit {
  readonly ref: string
  readonly sha: string
  readonly date?: Date | undefined
}

type Git = (...args: readonly string[]) => Promise<string>

/** Reads what is checked out in the workspace. A detached HEAD is known by what decorates it, or else contains it. */
export async function readCheckout(environment: Environment): Promise<Commit> {
  const git: Git = (...args) => runGit(environment, args)
  const branch = await git('branch', '--show-current')
  const ref = branch === '' ? await findDetachedRef(git) : `refs/heads/${branch}`
  const sha = await git('rev-parse', 'HEAD')
  const date = await git('show', '--no-patch', '--format=%cI', 'HEAD')
  return { ref, sha, date: new Date(date) }
}

async function findDetachedRef(git: Git): Promise<string> {
  // The full names of what points at HEAD, as in 'HEAD, tag: refs/tags/v1, refs/remotes/origin/main'.
}
