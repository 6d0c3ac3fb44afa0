import type { Environment } from '../../environment.ts'
import { InputError } from '../../input-error.ts'
import { type Git, gitIn, readDate } from '../git/git.ts'

export interface Commit {
  /** The full name of the ref that is checked out; empty if HEAD is detached and belongs to no local ref. */
  readonly ref: string
  readonly sha: string
  readonly date?: Date | undefined
}

/** Reads the commit that is checked out in the workspace. */
export async function readCheckout(environment: Environment): Promise<Commit> {
  const git = gitIn(environment)
  try {
    const [sha = ''] = await git('rev-parse', '--verify', 'HEAD^{commit}')
    // Fails if HEAD is detached.
    const [branch] = await git('symbolic-ref', '--quiet', 'HEAD').catch(() => [])
    return { ref: branch ?? (await findDetachedRef(git)), sha, date: await readDate(git, sha) }
  } catch (cause) {
    throw new InputError(
      'context',
      `'git' needs a git checkout in the workspace, so run actions/checkout before this step. ${(cause as Error).message}`,
      {
        cause,
      }
    )
  }
}

/**
 * A detached HEAD is identified by a ref that points at it (a tag, a pull request or a branch), or else by one that
 * contains it.
 */
const questions = [
  ['--points-at=HEAD', '--sort=-refname', 'refs/tags'],
  ['--points-at=HEAD', '--sort=-refname', 'refs/remotes/pull'],
  ['--points-at=HEAD', '--sort=-refname', 'refs/heads'],
  ['--points-at=HEAD', '--sort=-refname', 'refs/remotes'],
  ['--contains=HEAD', '--sort=-committerdate', 'refs/heads'],
  ['--contains=HEAD', '--sort=-committerdate', 'refs/remotes'],
  ['--contains=HEAD', 'refs/tags'],
]

async function findDetachedRef(git: Git): Promise<string> {
  for (const question of questions) {
    const refs = await git('for-each-ref', '--format=%(refname)', ...question)
    const ref = refs.find((name) => !name.endsWith('/HEAD'))
    if (ref !== undefined) return withoutRemote(ref)
  }
  return ''
}

/** The name of a ref in the repository that it was fetched from. */
function withoutRemote(ref: string): string {
  return ref
    .replace(/^refs\/remotes\/(?=pull\/\d+\/(?:head|merge)$)/, 'refs/')
    .replace(/^refs\/remotes\/[^/]+\//, 'refs/heads/')
}
