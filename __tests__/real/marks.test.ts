import { expect, inject, test } from 'vitest'
import { canStartOwn, startEngine } from '../../scripts/machine/engine.ts'
import { startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

// Labels and annotations as a registry returns them, from an image of the real builder.

const engine = inject('engine')
const program = inject('registry')
const crane = needTool(inject('tools'), 'crane')

const licenses = 'org.opencontainers.image.licenses'
const title = 'org.opencontainers.image.title'
const version = 'org.opencontainers.image.version'
const source = 'org.opencontainers.image.source'

const dockerfile = (base: string) => `ARG NAME=mine
FROM ${base} AS base
LABEL ${licenses}=GPL-3.0-only
FROM base
ARG NAME
LABEL "${title}"="$NAME" \\
  # the version of what is inside
  ${version}=9.9 note="say ${source}=here"
COPY app /app
`

/** A repository for which GitHub has neither a description nor a license. */
const repository = {
  name: 'app',
  full_name: 'acme/app',
  html_url: 'https://github.com/acme/app',
  default_branch: 'main',
  description: null,
  license: null,
}

async function labelsOf(image: string): Promise<Readonly<Record<string, string>>> {
  return JSON.parse(await run(crane, ['config', image])).config.Labels
}

test("keeps the Dockerfile's labels, replaces those of its base, and prefers those of the workflow", async () => {
  await using registry = await startRegistry({ program })
  await using base = await makeWorkspace({
    Dockerfile: `FROM scratch\nLABEL ${source}=https://example.com/base ${title}=base of=base\nCOPY base /base\n`,
    base: 'base',
  })
  const variables = engine.variables
  const inputs = { images: `${registry.host}/acme/base`, 'default-labels': 'none' }
  expect((await runAction(base, { variables, inputs })).exitCode).toBe(0)
  expect(await labelsOf(`${registry.host}/acme/base:main`)).toEqual({
    [source]: 'https://example.com/base',
    [title]: 'base',
    of: 'base',
  })

  await using workspace = await makeWorkspace({ Dockerfile: dockerfile(`${registry.host}/acme/base:main`), app: 'app' })
  const build = async (tag: string, more: Readonly<Record<string, string>>) => {
    const result = await runAction(workspace, {
      variables,
      event: { repository },
      inputs: { images: `${registry.host}/acme/app`, tags: tag, ...more },
    })
    expect(result.exitCode, result.log).toBe(0)
    return { labels: await labelsOf(`${registry.host}/acme/app:${tag}`), outputs: result.outputs }
  }

  const filled = await build('filled', {})
  expect(filled.labels).toEqual({
    of: 'base',
    note: `say ${source}=here`,
    [licenses]: 'GPL-3.0-only',
    [title]: 'mine',
    [version]: '9.9',
    [source]: 'https://github.com/acme/app',
    'org.opencontainers.image.url': 'https://github.com/acme/app',
    'org.opencontainers.image.created': expect.stringMatching(/^\d{4}-/),
    'org.opencontainers.image.revision': workspace.sha,
  })
  expect(filled.outputs.labels).not.toMatch(/licenses|title|version/)
  const named = await build('named', { labels: `${title}=named\n${licenses}=\nown=1` })
  expect(named.labels).toMatchObject({ [title]: 'named', [licenses]: '', own: '1', [version]: '9.9' })
  const over = await build('over', { 'default-labels': 'overwrite' })
  expect(over.labels).toMatchObject({ [title]: 'app', [version]: 'over', [licenses]: 'GPL-3.0-only' })
  const { labels } = await build('bare', { 'default-labels': 'none', labels: 'own=1' })
  expect(labels).toMatchObject({ own: '1', [source]: 'https://example.com/base', [title]: 'mine' })
  expect(labels).not.toHaveProperty('org.opencontainers.image.revision')
})

test('writes annotations at their levels, and reads them from the output of another step', async () => {
  await using registry = await startRegistry({ program })
  await using workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\nCOPY app /\n', app: 'app' })
  const publish = async (tag: string, annotations: string) => {
    const image = `${registry.host}/acme/app`
    const inputs = { images: image, tags: tag, platforms: 'linux/amd64,linux/arm64', annotations }
    const result = await runAction(workspace, { variables: engine.variables, inputs })
    expect(result.exitCode, result.log).toBe(0)
    expect(result.log).not.toMatch(/::warning::/)
    const index = JSON.parse(await run(crane, ['manifest', `${image}:${tag}`]))
    const children: { annotations: object }[] = []
    for (const { digest } of index.manifests) {
      children.push(JSON.parse(await run(crane, ['manifest', `${image}@${digest}`])))
    }
    return { index, children, result }
  }
  const { index, children, result } = await publish(
    'one',
    'everywhere=1\nindex:of-index=2\nmanifest[linux/arm64]:of-arm=3\nindex,manifest:of-both=4\nmanifest-descriptor:of-entry=5\nindex-descriptor:of-root=6'
  )
  expect(index.annotations).toEqual({ 'of-index': '2', 'of-both': '4' })
  const [amd, arm] = children.map(({ annotations }) => annotations)
  expect(amd).toMatchObject({ everywhere: '1', 'of-both': '4', [title]: 'app' })
  expect(amd).not.toHaveProperty('of-arm')
  expect(arm).toMatchObject({ everywhere: '1', 'of-both': '4', 'of-arm': '3' })
  for (const entry of index.manifests) expect(entry.annotations).toMatchObject({ 'of-entry': '5' })
  const metadata = JSON.parse(result.outputs.metadata ?? '')
  expect(metadata['containerimage.descriptor'].annotations).toMatchObject({ 'of-root': '6' })
  const again = await publish('two', result.outputs.annotations?.replaceAll('=one', '=two') ?? '')
  expect(again.index.annotations).toEqual(index.annotations)
  expect(again.children.map((child) => Object.keys(child.annotations))).toEqual(
    children.map((child) => Object.keys(child.annotations))
  )
})

const ownExpected = process.env.CI !== undefined || (await canStartOwn())

test.runIf(ownExpected)("warns that the engine's own builder drops annotations in Docker's classic store", async () => {
  await using classic = await startEngine({ progress: () => undefined, store: 'classic' })
  await using registry = await startRegistry({ program })
  await using workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\nCOPY app /\n', app: 'app' })
  const inputs = { images: `${registry.host}/acme/app`, annotations: 'a=b', builder: 'default' }
  const { exitCode, log } = await runAction(workspace, { variables: classic.variables, event: { repository }, inputs })
  expect(exitCode, log).toBe(0)
  const manifest = JSON.parse(await run(crane, ['manifest', `${registry.host}/acme/app:main`]))
  expect(manifest.annotations).toBeUndefined()
  expect(log).toContain(
    '::warning::Annotation manifest:a and 6 more are missing from the image (not stored by the builder)'
  )
})
