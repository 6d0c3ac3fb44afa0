import { execFileSync } from 'node:child_process'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runStep } from '../../scripts/runner.ts'
import { metadataInputs } from '../../src/github/inputs/tables/metadata-inputs.ts'

const commands = `git init -qb main
  git -c user.name=a -c user.email=a@example.com commit -q --allow-empty -m one
  git checkout -q --detach
  git branch -qD main`

/** Names an image in a detached checkout without branches, such as `actions/checkout` creates for a commit. */
async function nameByCommit(tags: string) {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-metadata-'))
  execFileSync('sh', ['-ec', commands], { cwd: folder.path })
  const sha = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: folder.path, encoding: 'utf8' }).trim()
  const result = await runStep({
    entry: join(import.meta.dirname, '../support/metadata/entry.ts'),
    table: metadataInputs,
    inputs: { images: 'acme/app', context: 'git', tags },
    workspace: folder.path,
    variables: { PATH: process.env.PATH, GITHUB_EVENT_NAME: 'push', GITHUB_REPOSITORY: 'acme/app' },
    event: {},
  })
  return { ...result, sha }
}

test('creates the tags that need no branch from a commit alone', async () => {
  const { exitCode, log, outputs, sha } = await nameByCommit('type=sha,format=long\ntype=raw,value=nightly')
  expect(exitCode, log).toBe(0)
  expect(outputs.tags?.split('\n')).toEqual(['acme/app:nightly', `acme/app:sha-${sha}`])
})

test('names the rule that needs a branch, and says what to do', async () => {
  const { exitCode, log } = await nameByCommit('type=sha\ntype=ref,event=branch')
  expect(exitCode).toBe(1)
  expect(log).toContain(
    "::error::Input 'context': no checked-out branch or tag contains HEAD, but this rule needs one: type=ref,event=branch. Set 'fetch-depth: 0' or 'ref' in actions/checkout"
  )
})
