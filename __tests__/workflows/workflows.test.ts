import { mkdtempDisposable, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseReference } from '../../src/oci/distribution/reference.ts'
import { startConnectProxy } from '../support/connect-proxy.ts'
import { makeFakeDocker } from '../support/fake-docker/fake-docker.ts'
import { image, layer } from '../support/images.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'
import { writeArchive, writeLayout } from '../support/registry/content/layout.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'
import { runOther } from './other-step.ts'
import { expandTexts, type Promised, readPromises, readWorkflow, type Step } from './workflow.ts'

// Workflows that were moved here from Docker's actions: comments in each say what happens for which event.

const folder = join(import.meta.dirname, '../fixtures/workflows')
const workflows = await Promise.all(
  (await readdir(folder)).map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') }))
)
const promises = workflows.flatMap(({ name, text }) =>
  readPromises(text).map((promised) => ({ name, text, promised, line: promised.line.slice(0, 60) }))
)
const repository = {
  name: 'app',
  full_name: 'acme/app',
  html_url: 'https://github.com/acme/app',
  description: 'An application',
  default_branch: 'main',
  license: { spdx_id: 'MIT' },
}

/** The payload of an event. */
function payloadOf({ event, isFork }: Promised): object {
  if (event === 'release') return { repository, release: { prerelease: false } }
  if (event !== 'pull_request') return { repository }
  const head = { repo: { full_name: isFork ? 'someone/app' : 'acme/app' } }
  return { repository, number: 7, pull_request: { number: 7, head, base: { ref: 'main' } } }
}

/** The hosts of all registries that are published to, as in the certificate of the test registry. */
const hosts = new Set(
  promises.flatMap(({ promised }) => promised.published.map((tag) => parseReference(tag)?.repository.registry ?? ''))
)
const authority = makeAuthority()
const certified = issue(authority, { hosts: [...hosts, 'registry-1.docker.io'] })

/** The contexts of GitHub's expressions in a run. */
function githubOf(promised: Promised, sha: string): object {
  const { ref, event } = promised
  return {
    ref,
    ref_name: ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    sha,
    event_name: event,
    actor: 'ann',
    repository: 'acme/app',
    repository_owner: 'acme',
    server_url: 'https://github.com',
    event: payloadOf(promised),
  }
}

/** A checkout with all files that the steps refer to. */
async function checkOut(steps: readonly Step[], context: object): Promise<Workspace> {
  const ours = steps.filter(({ kind }) => kind === 'main')
  const texts = ours.map((step) => expandTexts(step.with, context))
  const names = texts.map(({ file, context: place = '.' }) => file || join(place, 'Dockerfile'))
  const stages = texts.map(({ target }) => (target ? `FROM scratch AS ${target}\n` : '')).join('')
  return await makeWorkspace(Object.fromEntries(names.map((name) => [name, `${stages}FROM scratch\n`])))
}

async function runWorkflow(text: string, promised: Promised, registry: TestRegistry) {
  const { steps, env, names } = readWorkflow(text)
  await using docker = await makeFakeDocker()
  await using proxy = await startConnectProxy(registry.host)
  await using trusted = await mkdtempDisposable(join(tmpdir(), 'manifold-authority-'))
  await writeFile(join(trusted.path, 'ca.pem'), authority.cert)
  const unknown = { ...names, github: githubOf(promised, ''), env: {} }
  await using workspace = await checkOut(steps, { ...unknown, env: expandTexts(env, unknown) })
  const saved = image({ layers: [layer('saved')] })
  await writeArchive(join(workspace.path, 'image.tar'), saved)
  await writeLayout(join(workspace.path, 'image'), saved)

  const done: Record<string, { readonly outputs: Readonly<Record<string, string>> }> = {}
  const ran: { readonly isPushed: boolean; readonly tags: readonly string[]; readonly log: string }[] = []
  const context = { ...names, github: githubOf(promised, workspace.sha), steps: done }
  let variables = expandTexts(env, context)
  for (const step of steps) {
    const own = { ...variables, ...expandTexts(step.env, { ...context, env: variables }) }
    const { run: script = '', ...inputs } = expandTexts({ ...step.with, run: step.run }, { ...context, env: own })
    const other = await runOther(step, { script, inputs, directory: workspace.path, variables: own })
    if (other) {
      done[step.id] = other
      variables = { ...variables, ...other.variables }
      continue
    }
    for (const reference of referencesIn(inputs.source)) registry.put(reference.repository.name, saved, reference.tag)
    const { exitCode, log, outputs } = await runAction(workspace, {
      inputs,
      ref: promised.ref,
      name: promised.event,
      event: payloadOf(promised),
      variables: {
        ...docker.variables,
        ...own,
        HTTPS_PROXY: proxy.url,
        NODE_EXTRA_CA_CERTS: join(trusted.path, 'ca.pem'),
      },
      ...(step.kind === 'metadata' && { action: 'metadata' }),
    })
    expect(exitCode, log).toBe(0)
    done[step.id] = { outputs }
    const tags = outputs.tags?.split('\n') ?? []
    if (step.kind === 'main') ran.push({ isPushed: inputs.push !== 'false', tags, log })
  }
  return { ran, records: await docker.records(), sha: workspace.sha }
}

/** The images in registries that a step publishes. */
function referencesIn(source = ''): readonly { repository: { name: string }; tag: string }[] {
  return [...source.matchAll(/^docker:\/\/(.*)$/gm)].flatMap(([, text = '']) => {
    const { repository, tag = 'latest' } = parseReference(text) ?? {}
    return repository ? [{ repository, tag }] : []
  })
}

/** The tags that were written, without their hosts, which all lead to this registry. */
function tagsAt({ entries }: TestRegistry): readonly string[] {
  const written = entries.filter(
    ({ method, route }) => method === 'PUT' && route.reference && !route.reference.includes(':')
  )
  return written.map(({ route }) => `${route.name}:${route.reference}`)
}

function pathOf(tag: string): string {
  const reference = parseReference(tag)
  return `${reference?.repository.name}:${reference?.tag}`
}

describe.concurrent('a migrated workflow', () => {
  test.each(promises)(
    '$name publishes what it did before: $line',
    async ({ text, promised }) => {
      await using registry = await startTestRegistry({ tls: certified })
      const { ran, records, sha } = await runWorkflow(text, promised, registry)
      const known = (line: string) => line.replaceAll('<sha>', sha).replaceAll('<short>', sha.slice(0, 7))
      const published = promised.published.map(known)
      expect(ran.filter(({ isPushed }) => isPushed).flatMap(({ tags }) => tags)).toEqual(published)
      expect(ran.filter(({ isPushed }) => !isPushed).flatMap(({ tags }) => tags)).toEqual(promised.built.map(known))
      expect(new Set(tagsAt(registry))).toEqual(new Set(published.map(pathOf)))
      expect(records.flatMap(({ args }) => args)).toEqual(expect.arrayContaining(promised.args.map(known)))
      expect(ran.map(({ log }) => log).join()).not.toMatch(/^::error/m)
    },
    120_000
  )
})

test('contains at least one promise', () => {
  expect(workflows.filter(({ text }) => readPromises(text).length === 0)).toEqual([])
  expect(promises.length).toBeGreaterThan(30)
})
