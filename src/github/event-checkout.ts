import type { Environment } from '../environment.ts'
import { InputError } from '../input-error.ts'
import { type Git, gitIn } from './repository-git.ts'

/** A commit, and the full name of the ref that it was checked out by. */
export interface Commit {
  readonly ref: string
  readonly sha: string
  readonly date?: Date | undefined
}

/** Reads what is checked out in the workspace. */
export async function readCheckout(environment: Environment): Promise<Commit> {
  const git = gitIn(environment)
  try {
    const [branch = ''] = await git('branch', '--show-current')
    const ref = branch === '' ? await findDetachedRef(git) : `refs/heads/${branch}`
    const [sha = '', date = ''] = await git('show', '--no-patch', '--format=%H%n%cI', 'HEAD')
    return { ref, sha, date: new Date(date) }
  } catch (cause) {
    throw new InputError('context', `'git' needs a git checkout in the workspace. ${(cause as Error).message}`, {
      cause,
    })
  }
}

/** A detached HEAD is known by what points at it: a tag, a pull request or a branch. Else by what contains it. */
async function findDetachedRef(git: Git): Promise<string> {
  const list = async (...args: readonly string[]) => {
    const refs = await git('for-each-ref', '--format=%(refname)', ...args)
    return refs.find((ref) => !ref.endsWith('/HEAD'))
  }
  const ref =
    (await list('--points-at=HEAD', '--sort=-refname', 'refs/tags', 'refs/remotes', 'refs/heads')) ??
    (await list('--contains=HEAD', '--sort=-committerdate', 'refs/heads')) ??
    (await list('--contains=HEAD', '--sort=-committerdate', 'refs/remotes')) ??
    (await list('--contains=HEAD', 'refs/tags'))
  if (ref === undefined) throw new Error('No branch and no tag contains HEAD')
  return ref
    .replace(/^refs\/remotes\/(?=pull\/\d+\/(?:head|merge)$)/, 'refs/')
    .replace(/^refs\/remotes\/[^/]+\//, 'refs/heads/')
}
