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

/** What the runner reads from a command file. */
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

test('passes outputs to later steps, whatever they contain', async () => {
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

test('passes outputs to later steps as variables', async () => {
  // They are also set in the process itself.
  vi.stubEnv('DOCKER_METADATA_OUTPUT_TAG_NAMES', '')
  const values = await written('GITHUB_ENV', () => exportOutputs({ 'tag-names': 'a\nb' }, {}))
  expect(values).toEqual({ DOCKER_METADATA_OUTPUT_TAG_NAMES: 'a\nb' })
})

test('tells the post step which folder to remove', async () => {
  expect(await written('GITHUB_STATE', () => rememberFolder('/tmp/manifold-x', testEnvironment()))).toEqual({
    folder: '/tmp/manifold-x',
  })
})

test('every output has a description, and those of the metadata action are among them', () => {
  for (const [name, description] of Object.entries(outputs)) {
    expect(name).toMatch(/^[a-z]+(?:-[a-z]+)*$/)
    expect(description).toMatch(/^[A-Z]/)
  }
  expect(outputs).toMatchObject(metadataOutputs)
})
