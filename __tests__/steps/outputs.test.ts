import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { buildxArguments } from '../../src/builder/buildx/arguments.ts'
import { readEvent } from '../../src/github/event/event.ts'
import { targetsOf } from '../../src/names/inputs/target-naming.ts'
import { nameImages } from '../../src/names/names.ts'
import { readAllInputs } from '../../src/steps/read/read.ts'
import { requestFrom } from '../../src/steps/request/from-inputs.ts'
import { knowing, pushOf } from '../names/support/naming.ts'
import { testEnvironment } from '../support/environment.ts'
import { makeWorkspace } from '../support/workspace.ts'

const names = ['tags', 'push', 'load', 'outputs', 'published', 'beside'] as const

type Row = Readonly<Record<(typeof names)[number], string>>

const guide = readFileSync(new URL('../../docs/outputs.md', import.meta.url), 'utf8')
const [, table = ''] = /<!-- outputs: begin -->\n(.*?)<!-- outputs: end -->/s.exec(guide) ?? []
const rows = table
  .trim()
  .split('\n')
  .slice(2)
  .map((line): Row => {
    const cells = line.split('|').map((cell) => cell.trim())
    return Object.fromEntries(names.map((name, index) => [name, cells[index + 1] ?? ''])) as Row
  })

/** The values in a cell, each in backquotes. */
const textsIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text)

const facts = pushOf('refs/heads/main')

/** What is published and with which options, and the builder's other outputs; throws if inputs are invalid. */
async function readRow({ tags, push, load, outputs }: Row) {
  await using workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\n' })
  const given = { tags, push, load, outputs }
  const inputs = Object.entries(given).flatMap(([name, cell]) => {
    const texts = textsIn(cell)
    return texts.length > 0 ? [[`INPUT_${name.toUpperCase()}`, texts.join('\n')]] : []
  })
  const variables = { ...Object.fromEntries(inputs), GITHUB_REPOSITORY: 'acme/app' }
  const environment = testEnvironment({ workspace: workspace.path, variables })
  const wishes = await readAllInputs(environment)
  const named = await nameImages(wishes.naming, facts, knowing())
  const targets = targetsOf(named.images)
  const trust = { isTrusted: true } as const
  const event = await readEvent(environment, 'workflow')
  const { request } = await requestFrom(wishes.inputs, { names: named, targets }, { event, trust }, environment)
  return {
    published: wishes.inputs.push ? request.names : [],
    imageAttributes: [...request.imageAttributes].map(([key, value]) => `${key}=${value}`),
    beside: buildxArguments(request, { kind: 'none' }, '').flatMap((arg) => /^--output=(.*)$/s.exec(arg)?.[1] ?? []),
  }
}

/** As users write it, without the host of Docker Hub. */
const short = (texts: readonly string[]) => texts.map((text) => text.replaceAll('docker.io/', ''))

describe('docs/outputs.md', () => {
  test('covers all types of outputs beside push and load', () => {
    expect(rows.length).toBeGreaterThan(40)
    for (const type of ['docker', 'oci', 'image', 'registry', 'local', 'tar', 'cacheonly']) {
      expect(rows.some(({ outputs }) => outputs.includes(`type=${type}`))).toBe(true)
    }
  })

  test.for(rows)('is right about tags $tags, push $push, load $load, outputs $outputs', async (row) => {
    const [, wrong] = /^error: (.*)$/.exec(row.published) ?? []
    if (wrong !== undefined) return await expect(readRow(row)).rejects.toThrow(`Input '${wrong}': `)
    const [published = '', imageAttributes = ''] = row.published.split(', with ')
    const found = await readRow(row)
    expect(short(found.published)).toEqual(textsIn(published))
    expect(found.imageAttributes).toEqual(textsIn(imageAttributes))
    const withImage = found.beside.filter((output) => /type=(?:docker|oci|image|registry)/.test(output))
    for (const output of withImage) expect(output).toContain(',oci-mediatypes=true')
    expect(short(found.beside).map((output) => output.replace(',oci-mediatypes=true', ''))).toEqual(textsIn(row.beside))
  })
})

test('says what to do instead of push-by-digest', async () => {
  const outputs = '`type=image,name=user/app,push-by-digest=true,name-canonical=true,push=true`'
  await expect(readRow({ tags: '', push: '', load: '', outputs, published: '', beside: '' })).rejects.toThrow(
    "Input 'outputs': 'push-by-digest' leaves the tags to a later step. Remove this output: this step builds all platforms ('platforms: linux/amd64,linux/arm64'), or each job of a matrix builds one of them ('part: linux/amd64', beside the 'platforms' of the whole image) and the last publishes the image, without a job that merges. With 'push: false', buildx pushes by digest"
  )
})

test('leaves an output that cannot be parsed for buildx to refuse', async () => {
  const row = { tags: '`user/app:1`', push: '', load: '', outputs: '`type=image,"push`', published: '', beside: '' }
  expect((await readRow(row)).beside).toEqual(['type=image,"push'])
})
