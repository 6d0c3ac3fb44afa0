import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { inputs as inputTable } from '../src/github/inputs/inputs.ts'
import { parseRegistryAuth } from '../src/github/inputs/registry-auth.ts'
import { identityFields } from '../src/identity/providers.ts'

// The workflows in docs/registries.md are meant to be copied: they must be complete, and use only what exists.

const page = readFileSync(join(import.meta.dirname, '../docs/registries.md'), 'utf8')

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}

interface Job {
  readonly permissions: Readonly<Record<string, string>>
  readonly environment?: string
  readonly steps: readonly Step[]
}

interface Workflow {
  readonly on: { readonly push: { readonly tags: readonly string[] } }
  readonly jobs: { readonly image: Job }
}

/** The workflows, with the section that each is in. */
const workflows = page.split(/^## /m).flatMap((section) => {
  const [heading = ''] = section.split('\n')
  return [...section.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = ''], index) => {
    const { on, jobs } = load(text) as Workflow
    const step = jobs.image.steps.find(({ uses }) => uses?.startsWith('OWNER/manifold@'))
    const inputs = Object.fromEntries(Object.entries(step?.with ?? {}).map(([name, value]) => [name, String(value)]))
    return { name: `${heading}, workflow ${index + 1}`, text, on, job: jobs.image, inputs }
  })
})

const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading)
/** As GitHub forms them. */
const anchors = headings.map((heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')
)

/** Besides our own: what checks out, and what signs in to a cloud for other steps as well. */
const actions = [
  'actions/checkout@v5',
  'aws-actions/configure-aws-credentials@v6',
  'azure/login@v3',
  'google-github-actions/auth@v3',
  'OWNER/manifold@v1',
]

describe.each(workflows)('$name', ({ text, on, job, inputs }) => {
  const auth = inputs['registry-auth'] ?? ''

  test('is complete', () => {
    expect(on.push.tags).toEqual(['v*'])
    expect(job.permissions.contents).toBe('read')
    expect(job.steps[0]?.uses).toBe('actions/checkout@v5')
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(['images', 'tags']))
  })

  test('uses only inputs and fields that exist', async () => {
    expect(Object.keys(inputTable)).toEqual(expect.arrayContaining(Object.keys(inputs)))
    await expect(parseRegistryAuth(auth, 'registry-auth')).resolves.toBeDefined()
  })

  test('uses only the actions that the page names', () => {
    expect(actions).toEqual(expect.arrayContaining(job.steps.flatMap(({ uses = [] }) => uses)))
  })

  test('has exactly one step of ours, and signs in for each registry but the job’s own', async () => {
    expect(text.match(/OWNER\/manifold@v1/g)).toHaveLength(1)
    const listed = (await parseRegistryAuth(auth, 'registry-auth')).map(({ registry }) => registry)
    expect(new Set(listed).size).toBe(listed.length)
  })

  test('requests an OIDC token exactly where one is used', async () => {
    const entries = await parseRegistryAuth(auth, 'registry-auth')
    const isOurs = entries.some(({ identity }) => Object.keys(identity ?? {}).length > 0)
    const isAnothers = job.steps.some(({ uses }) => /^(?:aws-actions|azure|google-github-actions)\//.test(uses ?? ''))
    expect(job.permissions['id-token']).toBe(isOurs || isAnothers ? 'write' : undefined)
    if (isOurs || isAnothers) expect(text).not.toMatch(/secrets\./)
  })
})

test('links only to headings that exist', () => {
  const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, link = '']) => link)
  expect(links.length).toBeGreaterThan(3)
  expect(anchors).toEqual(expect.arrayContaining(links))
})

test('has a workflow in each section that the table links to', () => {
  const [, table = ''] = /^\| Registry .*?\n\n/ms.exec(page)?.[0].split('| :-- ') ?? []
  const rows = [...page.matchAll(/^\| \[[^\]]+\]\(#([^)]+)\)/gm)].map(([, link = '']) => link)
  expect(table).toBeDefined()
  const sections = new Set(workflows.map(({ name }) => anchors[headings.indexOf(name.replace(/, workflow \d+$/, ''))]))
  expect([...sections]).toEqual(expect.arrayContaining(rows))
})

test.each(identityFields)('documents the field %s', (field) => {
  expect(page).toContain(`\`${field}\``)
})
