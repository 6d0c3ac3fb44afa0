import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { GitServer } from '../support/git-server.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

const engine = inject('engine')
const program = inject('registry')
const crane = needTool(inject('tools'), 'crane')

const files = {
  Dockerfile: 'FROM scratch\nCOPY greeting /root-greeting\n',
  greeting: 'root\n',
  'app/Dockerfile': 'FROM scratch\nCOPY greeting /app-greeting\n',
  'app/greeting': 'app\n',
  'app/broken.Dockerfile': 'FROM scratch\nCOPY greeting /\nCOPY missing /\n',
}

/** A job without actions/checkout, for a commit that only the server has. */
async function runWithout(inputs: Readonly<Record<string, string>>) {
  await using repository = await makeWorkspace(files)
  await using server = await GitServer.start(repository.path)
  await using registry = await startRegistry({ program })
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-empty-'))
  const empty = { ...repository, path: folder.path }
  const tags = `${registry.host}/acme/app:1`
  const variables = { ...engine.variables, GITHUB_SERVER_URL: server.origin }
  const result = await runAction(empty, { variables, inputs: { tags, ...inputs } })
  const published = result.exitCode === 0 ? await run(crane, ['export', tags, '-']) : ''
  return { ...result, published, context: `${server.origin}/acme/app.git#${repository.sha}`, requests: server.requests }
}

test('builds the commit of the event from the server if nothing is checked out', async () => {
  const { exitCode, log, published, context, requests } = await runWithout({})
  expect(exitCode, log).toBe(0)
  expect(published).toContain('root-greeting')
  expect(log).toContain(`Nothing is checked out, so the builder fetches the context: ${context}\n`)
  expect(requests[0]).toBe('GET /acme/app.git/info/refs')
})

test('builds a folder of the commit, and a Dockerfile in it', async () => {
  const { exitCode, log, published, context } = await runWithout({ context: '{{defaultContext}}:app' })
  expect(exitCode, log).toBe(0)
  expect(published).toContain('app-greeting')
  expect(log).toContain(`the context: ${context}:app\n`)
})

test('annotates the line of a Dockerfile that the builder fetched from this repository', async () => {
  const { log } = await runWithout({ context: '{{defaultContext}}:app', file: 'broken.Dockerfile' })
  expect(log).toMatch(
    /^::error file=app\/broken\.Dockerfile,line=3::The build failed at broken\.Dockerfile:3: "\/missing": not found/m
  )
})

test('builds a context in the query form that buildx 0.29 understands', async () => {
  await using repository = await makeWorkspace(files)
  await using server = await GitServer.start(repository.path)
  const context = `${server.origin}/acme/app.git?ref=${repository.sha}&subdir=app`
  const inputs = { tags: 'acme/app:1', push: 'false', outputs: 'type=local,dest=out', context }
  const { exitCode, log } = await runAction(repository, { variables: engine.variables, inputs })
  expect(exitCode, log).toBe(0)
  expect(await run('cat', [join(repository.path, 'out/app-greeting')])).toBe('app\n')
})
