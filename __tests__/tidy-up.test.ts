import { mkdir, mkdtempDisposable, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../src/process/run.ts'
import { compileCache } from './support/compile-cache.ts'
import { image, layer } from './support/images.ts'
import { writeLayout } from './support/registry/content/layout.ts'
import { startTestRegistry } from './support/registry/registry.ts'

/** Runs an entry of the action with only these variables. */
async function start(entry: string, given: Readonly<Record<string, string>>, directory: string) {
  const variables = { ...compileCache, ...given }
  const args = [join(import.meta.dirname, '..', 'src', entry)]
  const { exitCode, stdout, stderr } = await run({ program: process.execPath, args, variables, directory })
  return { exitCode, stderr, said: stdout.match(/^::(?:error|warning|notice).*$/gm) ?? [] }
}

test('removes what the step left behind, and nothing else, in the post step', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'tidy-up-'))
  for (const name of ['manifold-a/docker', 'other']) await mkdir(join(folder.path, name), { recursive: true })
  for (const name of ['manifold-a', 'manifold-gone', 'other']) {
    const ended = await start('actions/post.ts', { STATE_folder: join(folder.path, name) }, folder.path)
    expect(ended).toEqual({ exitCode: 0, stderr: '', said: [] })
  }
  expect(await readdir(folder.path)).toEqual(['other'])
})

test('warns in the post step if the folder cannot be removed, because it may contain credentials', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'tidy-up-'))
  await writeFile(join(folder.path, 'file'), '')
  const path = join(folder.path, 'file', 'manifold-a')
  const { exitCode, stderr, said } = await start('actions/post.ts', { STATE_folder: path }, folder.path)
  expect([exitCode, stderr]).toEqual([0, ''])
  expect(said).toEqual([
    expect.stringMatching(`^::warning::${path} may contain credentials and could not be removed: ENOTDIR`),
  ])
})

test('sets outputs with the digest if the disk fails after publishing, and names the folder', async () => {
  const app = image({ layers: [layer('app')] })
  await using registry = await startTestRegistry()
  await using folder = await mkdtempDisposable(join(tmpdir(), 'tidy-up-'))
  const path = (name: string) => join(folder.path, name)
  await writeLayout(path('image'), app)
  await mkdir(path('temp'))
  await writeFile(path('output'), '')
  registry.fail({ method: 'PUT', kind: 'manifest', reference: '1' }, { slow: 1_000 })
  const running = start(
    'entry.ts',
    {
      PATH: process.env.PATH ?? '',
      RUNNER_TEMP: path('temp'),
      GITHUB_OUTPUT: path('output'),
      GITHUB_REPOSITORY: 'acme/app',
      INPUT_SOURCE: 'oci-layout:image',
      INPUT_TAGS: `${registry.host}/acme/app:1`,
    },
    folder.path
  )
  while (!registry.entries.some(({ method, route }) => method === 'PUT' && route.reference === '1')) {
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  // From now on, nothing can be written or removed there.
  await rename(path('temp'), path('lost'))
  await writeFile(path('temp'), '')
  const { stderr, said } = await running
  expect(registry.tags('acme/app')).toEqual({ 1: app.root.digest })
  const outputs = await readFile(path('output'), 'utf8')
  for (const name of ['digest', 'image', 'result', 'tags']) expect(outputs).toMatch(new RegExp(`^${name}<<`, 'm'))
  expect(outputs).toContain(`${registry.host}/acme/app@${app.root.digest}`)
  expect(said.filter((line) => !line.includes('Some repository labels are missing'))).toEqual([
    expect.stringMatching(/^::warning::The bake files could not be written: .*ENOTDIR.*bake-/),
    expect.stringMatching(
      /^::warning::.*\/temp\/manifold-\w+ may contain credentials and could not be removed: ENOTDIR/
    ),
  ])
  expect(stderr).toBe('')
})
