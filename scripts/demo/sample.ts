import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../machine/run.ts'

/** A repository to release from. */
export interface Sample extends AsyncDisposable {
  readonly directory: string
  /** Tags the current commit and returns its SHA. */
  tag: (version: string) => Promise<string>
  /** Changes one file and commits it. */
  change: () => Promise<void>
}

const dockerfile = `FROM scratch
COPY runtime /opt/runtime
COPY assets /srv/assets
COPY app.js /srv/app.js
`

/** Creates a repository with a Dockerfile: two layers stay the same, and one changes. */
export async function makeSample(): Promise<Sample> {
  const directory = await mkdtemp(join(tmpdir(), 'manifold-demo-'))
  const write = (name: string, content: string | Uint8Array) => writeFile(join(directory, name), content)
  const git = async (...args: readonly string[]) => {
    const author = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org']
    return (await run('git', [...author, ...args], { directory })).trim()
  }
  const commit = async (message: string) => {
    await git('add', '--all')
    await git('commit', '--quiet', `--message=${message}`)
  }
  await git('init', '--quiet', '--initial-branch=main')
  await write('Dockerfile', dockerfile)
  await write('runtime', randomBytes(24_000_000))
  await write('assets', randomBytes(6_000_000))
  await write('app.js', "console.log('Welcome to the shop')\n")
  await commit('Open the shop')
  return {
    directory,
    async tag(version) {
      await git('tag', version)
      return await git('rev-parse', 'HEAD')
    },
    async change() {
      await write('app.js', "console.log('Welcome back to the shop')\n")
      await commit('Improve the greeting')
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  }
}
