import { readFileSync } from 'node:fs'
import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { readInputs } from '../src/github/inputs/input.ts'
import { inputs as inputTable } from '../src/github/inputs/inputs.ts'
import { identityFields } from '../src/identity/providers.ts'
import { parseRepository } from '../src/oci/distribution/reference.ts'
import { scopesOf } from '../src/oci/distribution/registry-scope.ts'
import { readAccess } from '../src/steps/read/access.ts'
import { testEnvironment } from './support/environment.ts'

// The workflows in docs/registries.md are meant to be copied: they must be complete, and use only what exists.

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'docs/registries.md'), 'utf8')

interface Workflow {
  readonly on: { readonly push: { readonly tags: readonly string[] } }
  readonly jobs: {
    readonly image: {
      readonly permissions: Readonly<Record<string, string>>
      readonly steps: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[]
    }
  }
}

/** The workflows, with the heading of the section that each is in. */
const workflows = page.split(/^## /m).flatMap((section) => {
  const heading = section.slice(0, section.indexOf('\n'))
  return [...section.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = ''], index) => {
    const { on, jobs } = load(text) as Workflow
    const [first, step, ...others] = jobs.image.steps
    const actions = [first?.uses, step?.uses, others.length]
    const inputs = Object.fromEntries(Object.entries(step?.with ?? {}).map(([name, value]) => [name, String(value)]))
    return { name: `${heading}, ${index + 1}`, heading, text, on, permissions: jobs.image.permissions, actions, inputs }
  })
})

/** What the step reads, when every secret and variable has a value. */
async function read(inputs: Readonly<Record<string, string>>) {
  const known = Object.entries(inputs).map(
    ([name, text]) => [name, text.replaceAll(/\$\{\{.*?\}\}/g, 'known')] as const
  )
  const variables = Object.fromEntries(known.map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]))
  await using checkout = await mkdtempDisposable(join(tmpdir(), 'manifold-registries-'))
  await mkdir(join(checkout.path, 'certs'))
  await writeFile(join(checkout.path, 'certs/ca.pem'), '-----BEGIN CERTIFICATE-----')
  const environment = testEnvironment({ variables, workspace: checkout.path })
  return await readAccess(await readInputs(inputTable, variables), environment)
}

function imagesIn({ images = '' }: Readonly<Record<string, string>>) {
  return images
    .trim()
    .split('\n')
    .map((image) => {
      const repository = parseRepository(image)
      if (repository === undefined) throw new Error(`${image} is not an image`)
      return repository
    })
}

describe.each(workflows)('$name', ({ text, on, permissions, actions, inputs }) => {
  test('is complete, with one step of ours', () => {
    expect(on.push.tags).toEqual(['v*'])
    expect(actions).toEqual(['actions/checkout@v5', 'OWNER/manifold@v1', 0])
    expect(Object.keys(inputTable)).toEqual(expect.arrayContaining(Object.keys(inputs)))
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(['images', 'tags']))
  })

  test('signs in to the registry of each image', async () => {
    const { given, problems } = await read(inputs)
    const repositories = imagesIn(inputs)
    const signedIn = repositories.filter((repository) =>
      scopesOf(repository, given.keys()).some((scope) => given.get(scope)?.credential ?? given.get(scope)?.identity)
    )
    expect(problems).toEqual([])
    expect(given.size).toBe(signedIn.length)
    const others = repositories.filter((repository) => !signedIn.includes(repository))
    expect(others.map(({ registry }) => registry)).toEqual(permissions.packages ? ['ghcr.io'] : [])
  })

  test('has exactly the permissions that it needs', async () => {
    const { given } = await read(inputs)
    const isKeyless = [...given.values()].some(({ identity }) => identity?.description.startsWith('OIDC'))
    const { contents, packages, 'id-token': idToken, ...others } = permissions
    expect([contents, idToken, others]).toEqual(['read', isKeyless ? 'write' : undefined, {}])
    expect(packages).toBe(given.size < imagesIn(inputs).length ? 'write' : undefined)
    expect(text.includes('secrets.')).toBe(given.size > 0 && !isKeyless)
  })
})

/** As GitHub forms them. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')
const anchors = [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading))

test('links only to headings that exist', () => {
  const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, link = '']) => link)
  expect(anchors).toEqual(expect.arrayContaining(links))
})

test('has a section with a workflow for each registry in its table', () => {
  const rows = [...page.matchAll(/^\| \[[^\]]+\]\(#([^)]+)\)/gm)].map(([, link]) => link)
  expect(rows.length).toBeGreaterThan(10)
  expect(workflows.map(({ heading }) => anchorOf(heading))).toEqual(expect.arrayContaining(rows))
})

test.each(identityFields)('documents the field %s', (field) => {
  expect(page).toContain(`\`${field}\``)
})

test('is linked from README.md', () => {
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('](docs/registries.md)')
})

test('has the workflow of examples/private-registry', () => {
  const example = readFileSync(join(root, 'examples/private-registry/publish.yml'), 'utf8')
  expect(page).toContain(`\`\`\`yaml\n${example.replace(/^#.*\n/, '')}\`\`\``)
})
