import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempDisposableSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const scripts = join(import.meta.dirname, '..', '..', 'scripts', 'release')
const identity = { GIT_AUTHOR_NAME: 'Test', GIT_AUTHOR_EMAIL: 'test@example.com' }
const variables = {
  PATH: process.env.PATH,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  ...identity,
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
}

export interface Ended {
  readonly status: number
  readonly output: string
}

/** A repository whose `origin` is a bare repository beside it. */
export function makeRepository() {
  const folder = mkdtempDisposableSync(join(tmpdir(), 'release-'))
  const [path, remote] = [join(folder.path, 'checkout'), join(folder.path, 'origin.git')]
  const run = (cwd: string, ...args: string[]) =>
    execFileSync('git', args, { cwd, env: variables, encoding: 'utf8', stdio: 'pipe' }).trim()
  const git = (...args: string[]) => run(path, ...args)
  run(folder.path, 'init', '--quiet', '--bare', remote)
  run(folder.path, 'init', '--quiet', '--initial-branch=main', path)
  git('remote', 'add', 'origin', remote)
  return {
    path,
    git,
    /** A commit with these tags, pushed to the remote; annotated tags if requested. */
    release(tags: readonly string[], { annotated = false } = {}): string {
      git('commit', '--quiet', '--allow-empty', '--message', tags.join(' '))
      for (const tag of tags) git('tag', tag, ...(annotated ? ['--annotate', '--message', tag] : []))
      git('push', '--quiet', 'origin', 'main', ...tags)
      return git('rev-parse', 'HEAD')
    },
    /** The commit that a tag points at in the remote. */
    commitOf: (tag: string) => run(remote, 'rev-parse', '--quiet', '--verify', `refs/tags/${tag}^{commit}`),
    tags: () => run(remote, 'tag', '--list').split('\n'),
    write: (files: Readonly<Record<string, string>>) => {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true })
        writeFileSync(join(path, name), text)
      }
    },
    /** Makes the remote refuse any update of a ref, as a repository rule would. */
    refuse: (reference: string) =>
      writeFileSync(join(remote, 'hooks', 'update'), `#!/bin/sh\n[ "$1" != ${reference} ]\n`, { mode: 0o755 }),
    /** Runs a script of scripts/release for a tag, as the workflow does. */
    async runScript(script: string, tag: string, more: Readonly<Record<string, string>> = {}): Promise<Ended> {
      const env = { ...variables, ...more, GITHUB_REF_NAME: tag }
      return await new Promise((resolve) => {
        execFile(process.execPath, [join(scripts, script)], { cwd: path, env }, (error, stdout, stderr) =>
          resolve({ status: error ? Number(error.code) : 0, output: stdout + stderr })
        )
      })
    },
    [Symbol.dispose]: () => folder.remove(),
  }
}
