import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../../environment.ts'
import { gitIn, runGit } from './git.ts'

/** Milliseconds for the whole response of a server. */
const timeLimit = 60_000

/** The most names that are kept in memory. */
const tagLimit = 1_000_000
const tagLine = /^[0-9a-f]{40,64}\trefs\/tags\/(.+)$/

/** Protocols that run nothing but git itself and ssh. */
const protocols = 'https:http:ssh:file'

/**
 * The names of all tags at the checkout's origin. The request does not use the checkout's configuration, which could
 * name programs to run in many ways: only its URL and its header are read, as text, and passed to git.
 */
export async function readRemoteTags(
  environment: Pick<Environment, 'run' | 'query' | 'variables' | 'workspace' | 'temp' | 'signal'>,
  wait = timeLimit
): Promise<readonly string[]> {
  // A value in a configuration may be of any length, which is too much for @actions/exec: docs/decisions/0007
  const git = gitIn(environment, environment.run)
  const [url] = await git('config', '--get', 'remote.origin.url').catch(() => [])
  if (!url) throw new Error("the checkout has no remote named 'origin'")
  const [header] = await git('config', '--get-urlmatch', 'http.extraheader', url).catch(() => [])
  const configuration = join(environment.temp, `git-${randomUUID()}`)
  const sections = [
    `[remote "origin"]\n\turl = ${quoted(url)}\n`,
    header ? `[http]\n\textraHeader = ${quoted(header)}\n` : '',
  ]
  // Not in an argument: both may contain a password.
  await writeFile(configuration, sections.join(''), { mode: 0o600, flag: 'wx' })
  try {
    const late = AbortSignal.timeout(wait)
    const signal = AbortSignal.any([environment.signal, late])
    const args = ['-c', `include.path=${configuration}`, 'ls-remote', '--tags', '--refs', 'origin']
    const variables = { GIT_DIR: '/dev/null', GIT_ALLOW_PROTOCOL: protocols }
    const names: string[] = []
    const onLine = (line: string) => {
      const [, name] = tagLine.exec(line) ?? []
      if (name !== undefined && names.length <= tagLimit) names.push(name)
    }
    await runGit(args, { ...environment, signal }, variables, onLine).catch((error: unknown) => {
      if (late.aborted) throw new Error(`git ls-remote: the server did not answer within ${wait / 1000} s`)
      throw error
    })
    if (names.length > tagLimit) throw new Error(`git ls-remote: the server has more than ${tagLimit} tags`)
    return names
  } finally {
    await rm(configuration, { force: true })
  }
}

/** Quotes a value as git-config(1) describes in "Syntax". */
function quoted(value: string): string {
  return `"${value.replaceAll(/[\\"]/g, '\\$&')}"`
}
