import { spawnSync } from 'node:child_process'
import { mkdtempDisposable, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFakeDocker } from './support/fake-docker/fake-docker.ts'
import { hiddenRepository } from './support/hidden-repository.ts'
import { makeWorkspace, runAction } from './support/workspace.ts'

/** The git commands that buildx runs in a local context: its build/git.go. */
const questions = [
  ['rev-parse', '--is-inside-work-tree'],
  ['rev-parse', '--show-toplevel'],
  ['show', '--format=%H', 'HEAD', '--quiet', '--'],
  ['status', '--porcelain', '--ignored'],
  ['remote', 'get-url', 'origin'],
]

const dockerfile = { 'sub/Dockerfile': 'FROM scratch\nCOPY app /\n', 'sub/app': 'app' }
const fork = { pull_request: { number: 7, head: { repo: { full_name: 'mallory/app' } } } }
const job = { name: 'pull_request_target', event: fork, inputs: { images: '127.0.0.1:9/acme/app', context: 'sub' } }

test("runs no program from a bare repository in a pull request, neither with our git nor with the builder's", async () => {
  await using marks = await mkdtempDisposable(join(tmpdir(), 'marks-'))
  await using docker = await makeFakeDocker()
  await using workspace = await makeWorkspace({
    ...dockerfile,
    ...hiddenRepository('sub', join(marks.path, 'ran')),
  })
  const result = await runAction(workspace, { ...job, variables: docker.variables })
  expect(result.exitCode, result.log).toBe(0)
  expect(await readdir(marks.path)).toEqual([])
  const [record] = await docker.records()
  const cwd = join(workspace.path, 'sub')
  for (const question of questions) spawnSync('git', question, { cwd, env: record?.variables })
  expect(await readdir(marks.path)).toEqual([])
})

test("lets the builder's git read the checkout, with the job's settings", async () => {
  await using docker = await makeFakeDocker()
  await using workspace = await makeWorkspace(dockerfile)
  const own = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'acme.name', GIT_CONFIG_VALUE_0: 'value' }
  const result = await runAction(workspace, { ...job, variables: { ...docker.variables, ...own } })
  expect(result.exitCode, result.log).toBe(0)
  const [record] = await docker.records()
  const ask = (...question: string[]) =>
    spawnSync('git', question, {
      cwd: join(workspace.path, 'sub'),
      env: record?.variables,
      encoding: 'utf8',
    }).stdout.trim()
  expect(ask('show', '--format=%H', 'HEAD', '--quiet', '--')).toBe(workspace.sha)
  expect(ask('status', '--porcelain', '--ignored')).toBe('')
  expect(ask('config', 'acme.name')).toBe('value')
  expect(ask('config', 'safe.bareRepository')).toBe('explicit')
})
