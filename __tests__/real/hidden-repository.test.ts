import { mkdtempDisposable, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { hiddenRepository } from '../support/hidden-repository.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

const engine = inject('engine')

test('buildx runs no program from a bare repository in a pull request, and builds its files', async () => {
  await using marks = await mkdtempDisposable(join(tmpdir(), 'marks-'))
  await using workspace = await makeWorkspace({
    'sub/Dockerfile': 'FROM scratch\nCOPY app /\n',
    'sub/app': 'app',
    ...hiddenRepository('sub', join(marks.path, 'ran')),
  })
  const result = await runAction(workspace, {
    name: 'pull_request_target',
    event: { pull_request: { number: 7, head: { repo: { full_name: 'mallory/app' } } } },
    // Both read the commit that is checked out.
    variables: { ...engine.variables, BUILDX_GIT_CHECK_DIRTY: 'true', BUILDX_GIT_LABELS: 'full' },
    inputs: { images: '127.0.0.1:9/acme/app', context: 'sub', provenance: 'mode=max' },
  })
  expect(result.exitCode, result.log).toBe(0)
  expect(await readdir(marks.path)).toEqual([])
  expect(result.outputs['image-id'] ?? result.log).toMatch(/sha256:[0-9a-f]{64}/)
})
