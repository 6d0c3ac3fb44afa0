import type { Environment, Variables } from '../environment.ts'

/** Runs git in the checkout and gives the lines of its output. Rejects where git says that it failed. */
export type Git = (...args: readonly string[]) => Promise<readonly string[]>

export function gitIn({ run, variables, workspace, signal }: Environment): Git {
  return async (...args) => {
    // In a job container the checkout often belongs to another user, which git refuses by itself.
    const trusting = ['-c', `safe.directory=${workspace}`, ...args]
    const command = { program: 'git', args: trusting, variables: gitVariables(variables), directory: workspace, signal }
    const { exitCode, stdout, stderr } = await run(command)
    if (exitCode !== 0) throw new Error(`git ${args[0]}: ${stderr.trim() || `exit code ${exitCode}`}`)
    return stdout.split('\n').filter((line) => line !== '')
  }
}

/** What git needs to find itself, its configuration and the user's keys; none of the job's secrets. */
function gitVariables(variables: Variables): Variables {
  const wanted = /^(?:PATH|HOME|USERPROFILE|SYSTEMROOT|XDG_CONFIG_HOME|SSH_AUTH_SOCK|https?_proxy|no_proxy|GIT_.*)$/i
  const kept = Object.entries(variables).filter(([name]) => wanted.test(name))
  return { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: '0' }
}

/** The names of all tags that the checkout's origin has. */
export async function readTags(git: Git): Promise<readonly string[]> {
  const lines = await git('ls-remote', '--tags', '--refs', 'origin')
  return lines.map((line) => line.replace(/^.*\trefs\/tags\//, ''))
}

/** When a commit was made, if the checkout has it. */
export async function readDate(git: Git, sha: string): Promise<Date> {
  const [date = ''] = await git('show', '--no-patch', '--format=%cI', '--end-of-options', sha)
  return new Date(date)
}
