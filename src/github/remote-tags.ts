import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../environment.ts'
import { gitIn, runGit } from './repository-git.ts'

/** Milliseconds for the whole answer of a server. */
const patience = 60_000

/** More names than these are not kept in memory. */
const tagLimit = 1_000_000
const tagLine = /^[0-9a-f]{40,64}\trefs\/tags\/(.+)$/

/** Ways to a server that run nothing but git itself and ssh. */
const protocols = 'https:http:ssh:file'

/**
 * The names of all tags that the checkout's origin has. The server is asked without the checkout's configuration, which
 * could name programs for that in many ways: its URL and its header are read as texts, and given to git as they are.
 */
export async function readRemoteTags(
  environment: Pick<Environment, 'run' | 'variables' | 'workspace' | 'temp' | 'signal'>,
  wait = patience
): Promise<readonly string[]> {
  const git = gitIn(environment)
  const [url] = await git('config', '--get', 'remote.origin.url').catch(() => [])
  if (!url) throw new Error("the checkout has no remote named 'origin'")
  const [header] = await git('config', '--get-urlmatch', 'http.extraheader', url).catch(() => [])
  const configuration = join(environment.temp, `git-${randomUUID()}`)
  const sections = [
    `[remote "origin"]\n\turl = ${quoted(url)}\n`,
    header ? `[http]\n\textraHeader = ${quoted(header)}\n` : '',
  ]
  // Not in an argument: both may hold a password.
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

/** A value as git-config(1) has it, "Syntax". */
function quoted(value: string): string {
  return `"${value.replaceAll(/[\\"]/g, '\\$&')}"`
}
