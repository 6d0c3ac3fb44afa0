import { describe, expect, test } from 'vitest'
import { makeRepository } from './support.ts'

describe('move-tags', () => {
  test.each([{ annotated: false }, { annotated: true }])(
    'moves the tags of a line to its newest release: %o',
    async (how) => {
      using repository = makeRepository()
      repository.release(['v1.4.2', 'v1.4', 'v1'], how)
      const commit = repository.release(['v1.5.0'], how)
      const { status, output } = await repository.runScript('move-tags.ts', 'v1.5.0')
      expect(status, output).toBe(0)
      expect(['v1', 'v1.5'].map(repository.commitOf)).toEqual([commit, commit])
      expect(repository.commitOf('v1.4')).toBe(repository.commitOf('v1.4.2'))
    }
  )

  test('does not move v1 back for a patch of an old minor version that the checkout does not contain', async () => {
    using repository = makeRepository()
    repository.release(['v1.4.2', 'v1.4'])
    const newest = repository.release(['v1.5.0', 'v1'])
    repository.git('reset', '--quiet', '--hard', 'v1.4.2')
    repository.git('branch', '--quiet', 'patches')
    repository.git('commit', '--quiet', '--allow-empty', '--message', 'patch')
    repository.git('tag', 'v1.4.3')
    repository.git('push', '--quiet', 'origin', 'v1.4.3')
    repository.git('tag', '--delete', 'v1.5.0', 'v1')
    const { status, output } = await repository.runScript('move-tags.ts', 'v1.4.3')
    expect(status, output).toBe(0)
    expect(repository.commitOf('v1')).toBe(newest)
    expect(repository.commitOf('v1.4')).toBe(repository.git('rev-parse', 'HEAD'))
  })

  test('moves nothing for a pre-release', async () => {
    using repository = makeRepository()
    repository.release(['v1.5.0', 'v1'])
    repository.release(['v2.0.0-rc.1'])
    const { status, output } = await repository.runScript('move-tags.ts', 'v2.0.0-rc.1')
    expect({ status, output }).toEqual({
      status: 0,
      output: 'No tag moves to v2.0.0-rc.1: it is a pre-release, or a newer release exists\n',
    })
    expect(repository.tags()).toEqual(['v1', 'v1.5.0', 'v2.0.0-rc.1'])
  })

  test('refuses a tag that was moved after it was checked', async () => {
    using repository = makeRepository()
    const checked = repository.release(['v1.5.0', 'v1'])
    const moved = repository.release(['v1.5.1'])
    repository.git('push', '--quiet', '--force', 'origin', `${moved}:refs/tags/v1.5.0`)
    repository.git('reset', '--quiet', '--hard', checked)
    const { status, output } = await repository.runScript('move-tags.ts', 'v1.5.0')
    expect(status).toBe(1)
    expect(output).toContain(`Tag v1.5.0 no longer points at ${checked}, which was checked`)
    expect(repository.commitOf('v1')).toBe(checked)
  })

  test('moves neither tag if the remote refuses one', async () => {
    using repository = makeRepository()
    const first = repository.release(['v1.4.2', 'v1', 'v1.4'])
    repository.release(['v1.4.3'])
    repository.refuse('refs/tags/v1.4')
    expect((await repository.runScript('move-tags.ts', 'v1.4.3')).status).toBe(1)
    expect(['v1', 'v1.4'].map(repository.commitOf)).toEqual([first, first])
  })
})
