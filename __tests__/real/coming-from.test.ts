import { readFileSync } from 'node:fs'
import { cp, mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { load } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type RunningRegistry, startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { manifestMediaTypes } from '../../src/oci/descriptor.ts'
import { image, index, layer } from '../support/images.ts'
import { writeLayout } from '../support/registry/content/layout.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

// What docs/coming-from.md says to users of tools that copy, tag or push images: both columns of each row must do the same.

const page = readFileSync(join(import.meta.dirname, '../../docs/coming-from.md'), 'utf8')
const [, section = ''] = page.split('## imagetools, crane, skopeo or docker push\n')
const [table = ''] = section.split(/^#/m)
const rows = [...table.matchAll(/^\| (?!:--)(?<commands>`.*?) \| (?<inputs>`.*?) \|$/gm)].map(({ groups }) => ({
  alternatives: (groups?.commands ?? '').split(', or ').map(codesIn),
  inputs: codesIn(groups?.inputs ?? ''),
}))

function codesIn(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
}

const engine = inject('engine')
const program = inject('registry')
const tools = inject('tools')
const programs = [...new Set(Object.values(tools).map((path) => dirname(path)))]
const variables = { ...engine.variables, PATH: [...programs, engine.variables.PATH].join(delimiter) }
const seeded = await mkdtempDisposable(join(tmpdir(), 'manifold-seeded-'))

/** A checkout, with an image for two platforms in a layout, and another one in Docker and in an archive. */
async function prepare() {
  await using stack = new AsyncDisposableStack()
  const workspace = stack.use(await makeWorkspace({ Dockerfile: 'FROM scratch\nCOPY greeting /\n', greeting: 'hello' }))
  const { path: directory } = workspace
  const name = `manifold-${process.pid}:test`
  const docker = (...args: readonly string[]) => run('docker', args, { directory, variables: engine.variables })
  await docker('build', '--tag', name, '.')
  stack.defer(async () => void (await docker('rmi', '--force', name)))
  await docker('save', '--output', 'shop.tar', name)
  const platforms = ['amd64', 'arm64'].map((architecture) =>
    image({ layers: [layer(`for ${architecture}`)], platform: { os: 'linux', architecture } })
  )
  await writeLayout(join(directory, 'layout'), index(platforms))
  const moved = stack.move()
  return { name, workspace, [Symbol.asyncDispose]: () => moved.disposeAsync() }
}

/** What the first registry of each test has: the image in the layout, with two tags. */
beforeAll(async () => {
  await using prepared = await prepare()
  await using registry = await startRegistry({ program, root: seeded.path })
  for (const tag of ['1.4.1', '1.4.2']) {
    const inputs = { source: 'oci-layout:layout', tags: `${registry.host}/acme/shop:${tag}` }
    const { exitCode, log } = await runAction(prepared.workspace, { inputs, variables })
    expect(exitCode, log).toBe(0)
  }
  await attachSignature(`${registry.host}/acme/shop`, prepared.workspace.path)
})
afterAll(() => seeded.remove())

/** Two registries, of which the first has that. */
async function openRegistries({ name, workspace }: Awaited<ReturnType<typeof prepare>>) {
  await using stack = new AsyncDisposableStack()
  const { path: root } = stack.use(await mkdtempDisposable(join(tmpdir(), 'manifold-seeded-')))
  await cp(seeded.path, root, { recursive: true })
  const ghcr = stack.use(await startRegistry({ program, root }))
  const hub = stack.use(await startRegistry({ program }))
  const moved = stack.move()
  return { ghcr, hub, name, workspace, [Symbol.asyncDispose]: () => moved.disposeAsync() }
}

/** Gives the image another tag, and attaches an artifact to it. */
async function attachSignature(repository: string, directory: string): Promise<void> {
  const oras = needTool(tools, 'oras')
  await run(oras, ['tag', '--plain-http', `${repository}:1.4.2`, 'signed'])
  const created = 'org.opencontainers.image.created=2026-11-02T10:00:00Z'
  const type = ['--artifact-type', 'application/vnd.acme.signature', '--annotation', created]
  await run(oras, ['attach', '--plain-http', ...type, `${repository}:signed`, 'greeting'], { directory })
}

/** The tags of all repositories, and what they point at. */
async function tagsAt(registries: readonly RunningRegistry[]): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {}
  for (const [number, { url }] of registries.entries()) {
    const answer = await fetch(`${url}/v2/acme/shop/tags/list`)
    const { tags } = answer.ok ? ((await answer.json()) as { tags: readonly string[] }) : { tags: [] }
    for (const tag of tags) found[`${['ghcr.io', 'docker.io'][number]}:${tag}`] = await targetOf(url, tag)
  }
  return found
}

/** The digest that a tag points at; for a list of referrers, which each client writes in its own way, the digests in it. */
async function targetOf(url: string, tag: string): Promise<string> {
  const headers = { accept: manifestMediaTypes.join(', ') }
  const answer = await fetch(`${url}/v2/acme/shop/manifests/${tag}`, { headers })
  const { manifests = [] } = (await answer.json()) as { manifests?: readonly { digest: string }[] }
  const isList = tag.startsWith('sha256-')
  return isList ? manifests.map(({ digest }) => digest).join() : (answer.headers.get('docker-content-digest') ?? '')
}

type Machine = Awaited<ReturnType<typeof openRegistries>>

/** The options for plain HTTP, which these tools do not use for 127.0.0.1 by themselves. */
function withPlainHttp(command: string, { ghcr, hub }: Machine): string {
  const hosts = [ghcr, hub].map(({ host }) => `--host reg=${host},tls=disabled`)
  return command
    .replace(/^oras copy/, '$& --from-plain-http --to-plain-http')
    .replace(/^skopeo copy/, '$& --src-tls-verify=false --dest-tls-verify=false')
    .replace(/^regctl/, `$& ${hosts.join(' ')}`)
}

function localize(text: string, { ghcr, hub, name }: Machine): string {
  return text.replaceAll('ghcr.io', ghcr.host).replaceAll('docker.io', hub.host).replaceAll('shop:test', name)
}

async function runTool(commands: readonly string[], machine: Machine) {
  const { workspace, ghcr, hub } = machine
  for (const command of commands) {
    const local = withPlainHttp(localize(command, machine), machine)
    await run('sh', ['-e', '-c', local], { directory: workspace.path, variables })
  }
  return await tagsAt([ghcr, hub])
}

async function runOurs(inputs: readonly string[], machine: Machine) {
  const { workspace, ghcr, hub } = machine
  // As in a workflow, where the runner makes strings of them.
  const given = load(inputs.map((input) => localize(input, machine)).join('\n')) as Readonly<Record<string, unknown>>
  const texts = Object.entries(given).map(([name, value]) => [name, String(value)])
  const { exitCode, log } = await runAction(workspace, { inputs: Object.fromEntries(texts), variables })
  expect(exitCode, log).toBe(0)
  return await tagsAt([ghcr, hub])
}

test('the table has rows', () => expect(rows.length).toBeGreaterThan(4))

describe.each(rows.map((row) => ({ ...row, name: row.inputs.join(', ') })))('$name', ({ alternatives, inputs }) => {
  // regctl is in no release's packages.
  const available = alternatives.filter(([first = '']) => !first.startsWith('regctl') || tools.regctl)
  test.each(available.map((commands) => ({ commands, first: commands.at(-1) })))(
    'does what `$first` does',
    async ({ commands }) => {
      await using prepared = await prepare()
      await using theirs = await openRegistries(prepared)
      const expected = await runTool(commands, theirs)
      await using own = await openRegistries(prepared)
      expect(await runOurs(inputs, own)).toEqual(expected)
      expect(Object.keys(expected).length).toBeGreaterThan(2)
    }
  )
})
