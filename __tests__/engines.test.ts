import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { minVersion, satisfies, subset } from 'semver'
import { expect, test } from 'vitest'

const read = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8')

interface Package {
  readonly engines?: { readonly node?: string; readonly npm?: string }
  readonly devDependencies?: Readonly<Record<string, string>>
}

const project = JSON.parse(read('package.json')) as Package & { readonly scripts: Readonly<Record<string, string>> }
const { packages } = JSON.parse(read('package-lock.json')) as { readonly packages: Readonly<Record<string, Package>> }
const { jobs } = load(read('.github/workflows/ci.yml')) as {
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly strategy: { readonly matrix: { readonly node: readonly string[] } }
        readonly steps: readonly { readonly run?: string }[]
      }
    >
  >
}
const promised = project.engines?.node ?? ''
const oldest = promised.split(' || ').map((line) => minVersion(line)?.version ?? '')

/** The packages that npm would warn about for this range of Node versions. Node 22 comes with npm 10. */
function unsupported(range: string): readonly string[] {
  return Object.entries(packages).flatMap(([name, { engines: { node = '*', npm = '*' } = {} }]) =>
    subset(range, node) && subset('>=10', npm) ? [] : [`${name}: ${node}`]
  )
}

test('every package supports every version of Node that package.json allows', () => {
  expect(unsupported(promised)).toEqual([])
})

test('a package that does not is detected', () => {
  const names = unsupported('^20.20.2').map((line) => line.split(':')[0])
  expect(names).toEqual(expect.arrayContaining(['', 'node_modules/undici', 'node_modules/vitest']))
})

test('the lock file allows the same versions', () => {
  expect(packages['']?.engines?.node).toBe(promised)
})

test.each(['README.md', 'CONTRIBUTING.md'])('%s requires the same versions', (page) => {
  const lines = oldest.map((version) => version.replace(/\.0$/, '')).join(', ')
  expect(read(page).replaceAll('\n', ' ')).toContain(`Node ${lines} or a later release of one of these lines`)
})

test('CI tests on the oldest Node of each line', () => {
  expect(Object.keys(jobs)).toEqual(['check'])
  expect(jobs.check?.strategy.matrix.node).toEqual(oldest)
  const commands = jobs.check?.steps.flatMap(({ run = [] }) => run)
  expect(commands).toEqual(['npm ci --engine-strict', expect.stringMatching(/ npm run check$/)])
})

test('scripts run on the Node that runners start the action with', () => {
  const { runs } = load(read('action.yml')) as { readonly runs: { readonly using: string } }
  const version = project.devDependencies?.node ?? ''
  expect(runs.using).toBe(`node${Number.parseInt(version, 10)}`)
  expect(satisfies(version, promised)).toBe(true)
})

test("`.ci/run` runs the README's command and all other checks", () => {
  const commands = read('.ci/run').split('\n')
  expect(commands.filter((line) => line.startsWith('npm'))).toEqual(['npm ci', 'npm run check'])
  expect(read('README.md')).toMatch(/^npm ci && npm test /m)
  expect(project.scripts.check?.split(' && ')).toEqual([
    'npm run typecheck',
    'npm run lint',
    'npm run verify',
    'npm test',
  ])
})
