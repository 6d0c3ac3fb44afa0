import type { Environment, Variables } from '../../environment.ts'
import { tailLimit } from '../../process/output.ts'
import { harmless, offline } from './git-settings.ts'

/** Runs git in the checkout and returns the lines of its output. Rejects if git fails. */
export type Git = (...args: readonly string[]) => Promise<readonly string[]>

/** What running git requires. */
export type GitEnvironment = Pick<Environment, 'variables' | 'workspace' | 'signal'>

/**
 * For queries about the checkout, whose `.git/config` may come from anybody who wrote to the workspace. Use only
 * plumbing commands: others run the programs that it configures for signatures, paging or diffs.
 */
export function gitIn(
  environment: GitEnvironment & Pick<Environment, 'query'>,
  run: Environment['query'] = environment.query
): Git {
  return (...args) => runGit(args, { ...environment, run }, offline)
}

/** Runs git with additional variables. Output that is too long to be kept is an error, unless `onLine` reads it. */
export async function runGit(
  args: readonly string[],
  { run, variables, workspace, signal }: GitEnvironment & Pick<Environment, 'run'>,
  more: Variables,
  onLine?: (line: string) => void
): Promise<readonly string[]> {
  // In a job container the checkout often belongs to another user, which git refuses by default.
  const settings = [...harmless, ['safe.directory', workspace]].flatMap(([key, value]) => ['-c', `${key}=${value}`])
  const { exitCode, stdout, stderr } = await run({
    program: 'git',
    args: ['--no-pager', ...settings, ...args],
    variables: { ...gitVariables(variables), ...more },
    directory: workspace,
    signal,
    ...(onLine && { onLine }),
  })
  const [command] = args.filter((arg, index) => !arg.startsWith('-') && args[index - 1] !== '-c')
  if (exitCode !== 0) throw new Error(`git ${command}: ${withoutUser(stderr.trim()) || `exit code ${exitCode}`}`)
  if (!onLine && stdout.length >= tailLimit) throw new Error(`git ${command}: its output is too long`)
  return stdout.split('\n').filter((line) => line !== '')
}

/** The part before the host of a URL may be a password. */
function withoutUser(text: string): string {
  return text.replaceAll(/\/\/[^/@\s']*@/g, '//')
}

/**
 * What git needs to find its own files, its configuration and the keys of the user; none of the job's secrets, and none
 * of the many variables that name programs.
 */
function gitVariables(variables: Variables): Variables {
  const wanted =
    /^(?:PATH|HOME|USERPROFILE|SYSTEMROOT|XDG_CONFIG_HOME|SSH_AUTH_SOCK|https?_proxy|no_proxy|GIT_(?:CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)|CEILING_DIRECTORIES|SSL_CA(?:INFO|PATH)))$/i
  const kept = Object.entries(variables).filter(([name]) => wanted.test(name))
  return {
    ...Object.fromEntries(kept),
    GIT_TERMINAL_PROMPT: '0',
    // An empty value takes precedence over the configured program, and is not run.
    GIT_ASKPASS: '',
    GIT_SSH_COMMAND: 'ssh -oBatchMode=yes',
  }
}

/**
 * The date of a commit, if the checkout has it. The commit itself is not read: its message may be of any length
 * (docs/decisions/0007).
 */
export async function readDate(git: Git, sha: string): Promise<Date> {
  if (!/^(?:HEAD|[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha)) throw new Error(`${sha} is not a commit SHA`)
  const [line = ''] = await git('rev-list', '--no-walk', '--timestamp', sha)
  const seconds = Number(/^\d+/.exec(line)?.[0] ?? 0)
  // git reads a date that is missing or malformed as 0.
  if (seconds === 0) throw new Error(`git rev-list: commit ${sha} has no date`)
  return new Date(seconds * 1000)
}
