import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { runCleanUp } from '../support/clean-up/run-clean-up.ts'
import { changesAt, hasWhole, startStocked, stock } from '../support/clean-up/stock.ts'
import { annotationsOf } from '../support/result/run-result.ts'

// The action as the runner starts it: inputs, log, outputs and summary.

const policy = `
keep:
  - tags: latest
delete:
  - { tags: 'pr-*', older-than: 14d }
  - tags: 'sha-*'
`

test('a dry run, which is the default, says what would go and changes nothing', async () => {
  await using registry = await startStocked()
  const { exitCode, log, outputs, summary } = await runCleanUp({ images: `${registry.host}/O/App`, policy })
  expect(exitCode, log).toBe(0)
  expect(changesAt(registry)).toEqual([])
  expect(log).toContain(`${registry.host}/o/app: would delete 2 of 5 tags and 3 of 8 manifests`)
  expect(log).toMatch(/^delete pr-1 \(sha256:\w{12}\): delete\[0\]: tags 'pr-\*', older than 14d$/m)
  expect([outputs.deleted, outputs.kept]).toEqual(['2', '3'])
  const plan = JSON.parse(outputs.plan ?? '') as {
    repositories: { tags: { tag: string; do: string; rule?: string }[] }[]
  }
  expect(plan.repositories[0]?.tags.map((tag) => `${tag.tag} ${tag.do} ${tag.rule}`)).toEqual([
    '1.0.0 keep undefined',
    'latest keep keep[0]',
    'pr-1 delete delete[0]',
    'pr-2 keep delete[0]',
    'sha-1 delete delete[1]',
  ])
  await expect(readFile(outputs['plan-file'] ?? '', 'utf8')).rejects.toThrow(/ENOENT/)
  expect(summary).toContain('### Clean-up, dry run: nothing was deleted')
  expect(summary).toMatch(
    /\| `pr-1` \| `sha256:\w{12}` \| delete \| delete\\\[0\\\]: tags 'pr-\\\*', older than 14d \|/
  )
})

test.each(['', ' ', 'True', 'TRUE'])('nothing is deleted with dry-run: %j', async (dryRun) => {
  await using registry = await startStocked()
  const { exitCode, log } = await runCleanUp({ images: `${registry.host}/o/app`, policy, 'dry-run': dryRun })
  expect([exitCode, changesAt(registry)], log).toEqual([0, []])
})

test.each(['no', '0', 'off', 'n', 'false # really'])('dry-run: %j is not understood', async (dryRun) => {
  const { exitCode, log } = await runCleanUp({ images: '127.0.0.1:9/o/app', policy, 'dry-run': dryRun })
  expect(exitCode).toBe(1)
  expect(annotationsOf({ log })).toEqual([`error: Input 'dry-run': write 'true' or 'false', not '${dryRun}'`])
})

test('a repository that cannot be read is not touched, the others are, and the step fails', async () => {
  await using registry = await startStocked()
  await using other = await startStocked()
  const [child] = stock.v1.manifests
  registry.fail({ kind: 'manifest', digest: child?.descriptor.digest ?? '' }, { status: 403 }, { times: 9 })
  const images = [registry, other].map(({ host }) => `${host}/o/app`).join('\n')
  const { exitCode, log, outputs, summary } = await runCleanUp({ images, policy, 'dry-run': 'false' })
  expect(exitCode).toBe(1)
  expect(changesAt(registry)).toEqual([])
  expect(hasWhole(other, stock.pr1)).toBe(false)
  const [error] = annotationsOf({ log })
  const place = `${registry.host}/o/app`
  expect(error).toMatch(
    new RegExp(`^error: Nothing is deleted in ${place}: ${place}: reading sha256:\\w{12} was refused: 403`)
  )
  expect(log).toMatch(/checked 3 kept tags and the 5 manifests they reach: all are there/)
  expect([outputs.deleted, outputs.kept]).toEqual(['2', '3'])
  expect(summary).toContain('Nothing is deleted in')
})

test('all inputs that are wrong are reported at once', async () => {
  const { exitCode, log } = await runCleanUp({
    policy: 'keep: 7\nnewest: 1',
    'dry-run': 'perhaps',
    'registry-api': 'x',
  })
  expect(exitCode).toBe(1)
  const inputs = annotationsOf({ log }).map((error) => /^error: Input '([\w-]+)': /.exec(error)?.[1])
  expect(new Set(inputs)).toEqual(new Set(['images', 'policy', 'dry-run', 'registry-api']))
})

test('the nearest policy of the registry itself is an output, and says how it differs', async () => {
  await using registry = await startStocked()
  const images = `${registry.host}/o/app`
  const { exitCode, log, outputs, summary } = await runCleanUp({ images, policy, 'native-policy': 'harbor' })
  expect(exitCode, log).toBe(0)
  expect(JSON.parse(outputs['native-policy'] ?? '')).toMatchObject({ algorithm: 'or', scope: { level: 'project' } })
  expect(log).toContain(`${images}: the nearest policy of 'harbor'`)
  expect(log).toMatch(/^It differs: what no rule of the project retains goes/m)
  expect(summary).toContain('in the output `native-policy`. It differs:')
  const gitlab = await runCleanUp({ images: `${images}\n${images}2`, policy, 'native-policy': 'gitlab' })
  expect(Object.keys(JSON.parse(gitlab.outputs['native-policy'] ?? '') as object)).toEqual([images, `${images}2`])
  const wrong = await runCleanUp({ images, policy, 'native-policy': 'nexus' })
  expect(annotationsOf(wrong)).toEqual([
    "error: Input 'native-policy': write one of ecr, gar, harbor, gitlab, acr, zot, not 'nexus'",
  ])
})
