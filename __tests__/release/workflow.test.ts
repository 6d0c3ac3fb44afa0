import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'

interface Job {
  readonly needs?: string
  readonly permissions: Readonly<Record<string, string>>
  readonly uses?: string
  readonly steps?: readonly { readonly uses?: string; readonly run?: string; readonly with?: object }[]
}

interface Workflow {
  readonly permissions: object
  readonly jobs: Readonly<Record<string, Job>>
}

const root = join(import.meta.dirname, '..', '..')
const folder = join(root, '.github', 'workflows')
const workflows = readdirSync(folder).map(
  (name) => [name, load(readFileSync(join(folder, name), 'utf8')) as Workflow] as const
)
const jobs: Workflow['jobs'] = workflows.find(([name]) => name === 'release.yml')?.[1].jobs ?? {}
const stepsOf = ({ steps = [] }: Job) => steps

describe.each(workflows)('%s', (_, workflow) => {
  test('gives each job only the permissions that it needs', () => {
    expect(workflow.permissions).toEqual({})
    for (const job of Object.values(workflow.jobs)) expect(job.permissions).toBeTypeOf('object')
  })

  test('pins each action to a commit', () => {
    const used = Object.values(workflow.jobs).flatMap((job) => [job.uses, ...stepsOf(job).map(({ uses }) => uses)])
    const loose = used.filter((name) => name && !/^\.\/|@[0-9a-f]{40}$/.test(name))
    expect(loose).toEqual([])
  })
})

describe('a release', () => {
  test('is checked, attested and published, each with the necessary permissions', () => {
    const declared = Object.entries(jobs).map(([name, { needs, permissions }]) => ({ name, needs, permissions }))
    expect(declared).toEqual([
      { name: 'tag', needs: undefined, permissions: { contents: 'read' } },
      { name: 'check', needs: 'tag', permissions: { contents: 'read' } },
      {
        name: 'attest',
        needs: 'check',
        permissions: { contents: 'read', 'id-token': 'write', attestations: 'write' },
      },
      { name: 'publish', needs: 'attest', permissions: { contents: 'write' } },
    ])
    expect(jobs.check?.uses).toBe('./.github/workflows/ci.yml')
  })

  test('runs only scripts of one line each, which install nothing', () => {
    const lines = Object.values(jobs).flatMap((job) => stepsOf(job).flatMap(({ run = [] }) => run))
    const scripts = lines.map(
      (line) => /^node (scripts\/release\/\S+\.ts)(?: > "\$RUNNER_TEMP\/\S+")?$/.exec(line)?.[1]
    )
    expect(scripts).toEqual([
      'scripts/release/check-tag.ts',
      'scripts/release/checksums.ts',
      'scripts/release/create-release.ts',
      'scripts/release/move-tags.ts',
    ])
    for (const script of scripts) expect(existsSync(join(root, script ?? ''))).toBe(true)
  })

  test('leaves credentials in the checkout of one job only', () => {
    const kept = Object.entries(jobs).filter(([, job]) =>
      stepsOf(job).some((step) => (step.with as { 'persist-credentials'?: boolean })?.['persist-credentials'])
    )
    expect(kept.map(([name]) => name)).toEqual(['publish'])
  })
})
