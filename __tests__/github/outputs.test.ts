import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { rememberFolder } from '../../src/github/report/state.ts'
import { exportOutputs, metadataOutputs, outputs, writeOutputs } from '../../src/github/report/step-outputs.ts'
import { testEnvironment } from '../support/environment.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

/** What the runner reads of a file of commands. */
async function written(variable: string, write: () => void): Promise<Readonly<Record<string, string>>> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-outputs-'))
  const file = join(folder.path, 'commands')
  await writeFile(file, '')
  vi.stubEnv(variable, file)
  write()
  const values: Record<string, string> = {}
  const lines = (await readFile(file, 'utf8')).split('\n')
  while (lines.length > 1) {
    const [name = '', delimiter = ''] = lines.shift()?.split(/<<(.*)/s) ?? []
    const end = lines.indexOf(delimiter)
    values[name] = lines.splice(0, end).join('\n')
    lines.shift()
  }
  return values
}

test('outputs reach later steps, whatever is in them', async () => {
  const values = {
    digest: 'sha256:a',
    tags: 'a\nb',
    labels: 'x<<ghadelimiter\ny\nghadelimiter\nimage<<y\nevil',
    json: '{"a":"b::c"}',
    image: '',
    version: '::set-output name=digest::evil',
  }
  expect(await written('GITHUB_OUTPUT', () => writeOutputs(values, {}))).toEqual(values)
})

test('outputs can be known to all later steps as variables', async () => {
  // The process itself gets them, too.
  vi.stubEnv('DOCKER_METADATA_OUTPUT_TAG_NAMES', '')
  const values = await written('GITHUB_ENV', () => exportOutputs({ 'tag-names': 'a\nb' }, {}))
  expect(values).toEqual({ DOCKER_METADATA_OUTPUT_TAG_NAMES: 'a\nb' })
})

test('the post step is told which folder to remove', async () => {
  expect(await written('GITHUB_STATE', () => rememberFolder('/tmp/manifold-x', testEnvironment()))).toEqual({
    folder: '/tmp/manifold-x',
  })
})

test('every output is said what it is, and the metadata action has a part of them', () => {
  for (const [name, description] of Object.entries(outputs)) {
    expect(name).toMatch(/^[a-z]+(?:-[a-z]+)*$/)
    expect(description).toMatch(/^[A-Z]/)
  }
  expect(outputs).toMatchObject(metadataOutputs)
})
