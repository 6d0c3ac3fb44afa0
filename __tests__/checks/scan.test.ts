import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mergeSarif } from '../../src/checks/scan/sarif.ts'
import { grype } from '../../src/checks/scan/scanners/grype.ts'
import { trivy } from '../../src/checks/scan/scanners/trivy.ts'
import { scanTable } from '../../src/github/summary/scan-table.ts'
import { countFindings, describeCounts, describeExcess } from '../../src/plan/scan-report.ts'
import { makeFakeScanners } from '../support/fake-scanner/fake-scanner.ts'
import { index, type TestImage } from '../support/images.ts'
import { Layouts, partFor } from '../support/parts.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

// The input `scan`, with stand-ins that write what real scanners wrote.

const [amd, arm] = [partFor('linux/amd64'), partFor('linux/arm64')]
const both = index([amd, arm])
const fixture = async (name: string) =>
  JSON.parse(await readFile(join(import.meta.dirname, '../fixtures/scanners', name), 'utf8'))
let layouts: Layouts
let workspace: Workspace
beforeAll(async () => {
  layouts = await Layouts.make()
  workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\n' })
})
afterAll(async () => {
  await layouts[Symbol.asyncDispose]()
  await workspace[Symbol.asyncDispose]()
})

interface Case {
  readonly mood?: string
  readonly image?: TestImage
  readonly variables?: Readonly<Record<string, string>>
  readonly registry?: TestRegistry
}

/** Publishes an image from a layout, and scans it on the way. */
async function publish(inputs: Readonly<Record<string, string>>, given: Case = {}) {
  await using own = given.registry ? undefined : await startTestRegistry()
  const registry = given.registry ?? (own as TestRegistry)
  await using scanners = await makeFakeScanners(given.mood)
  const source = `oci-layout:${await layouts.of(given.image ?? both)}`
  const result = await runAction(workspace, {
    variables: { ...scanners.variables, ...given.variables },
    inputs: { source, images: `${registry.host}/o/app`, tags: 'v1', ...inputs },
  })
  const errors = result.log.split('\n').flatMap((line) => /^::error::(.*)/.exec(line)?.[1] ?? [])
  return { ...result, errors, tags: registry.tags('o/app'), records: await scanners.records(), host: registry.host }
}

test('each platform is scanned as it was published, and the findings are in log, output, summary and SARIF', async () => {
  const { exitCode, log, outputs, summary, tags, records, host } = await publish({
    scan: 'trivy',
    'scan-args': "--scanners secret --ignorefile 'the ignore file'",
    'scan-sarif': 'reports/scan.sarif',
  })
  expect(exitCode, log).toBe(0)
  expect(tags).toEqual({ v1: both.root.digest })
  expect(records.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64'])
  expect(records[0]?.args.slice(-4)).toEqual(['--scanners', 'secret', '--ignorefile', 'the ignore file'])
  expect(log).toContain('Scanning with trivy (Version: the stand-in for trivy)\n')
  expect(log).toContain('linux/arm64: 1 high\n')
  const image = `${host}/o/app@${both.root.digest}`
  const none = { critical: 0, high: 0, medium: 0, low: 0, other: 0 }
  expect(JSON.parse(outputs.scan ?? '')).toEqual(
    ['linux/amd64', 'linux/arm64'].map((platform) => ({ image, platform, ...none, high: 1, fixable: none }))
  )
  expect(summary).toContain('| scanned | critical | high | medium | low | other |')
  expect(summary).toContain('| `linux/arm64` | 0 | 1 | 0 | 0 | 0 |')
  const sarif = JSON.parse(await readFile(join(workspace.path, 'reports/scan.sarif'), 'utf8'))
  const runs = sarif.runs.map(({ automationDetails, results }: { automationDetails: object; results: object[] }) => [
    automationDetails,
    results.length,
  ])
  expect(runs).toEqual([
    [{ id: 'scan/linux-amd64/' }, 1],
    [{ id: 'scan/linux-arm64/' }, 1],
  ])
})

test('no tag moves if something is found at or above the threshold, and the SARIF is written all the same', async () => {
  const { exitCode, errors, summary, tags } = await publish(
    { scan: 'grype', 'scan-sarif': 'grype.sarif' },
    { image: amd }
  )
  expect([exitCode, tags]).toEqual([1, {}])
  expect(errors).toEqual([
    "Check 'scan': grype found 1 critical (1 fixable) in linux/amd64. Update what is affected, or set 'scan-fail-on' (now 'critical') or 'scan-args'.",
  ])
  expect(summary).toContain('| `linux/amd64` | 1 (1 fixable) | 0 | 1 (1 fixable) | 1 | 0 |')
  expect(JSON.parse(await readFile(join(workspace.path, 'grype.sarif'), 'utf8')).runs).toHaveLength(1)
})

test.each([
  [{ scan: 'grype', warn: 'true' }, 0],
  [{ scan: 'trivy', 'scan-fail-on': 'high' }, 1],
])('%j ends with exit code %i', async (inputs, expected) => {
  const { exitCode, log, tags } = await publish(inputs, { image: amd })
  expect(exitCode, log).toBe(expected)
  expect(Object.keys(tags)).toEqual(expected === 0 ? ['v1'] : [])
  if ('warn' in inputs) expect(log).toContain("::warning::Check 'scan': grype found 1 critical (1 fixable)")
})

test.each([
  ['kill', 'linux/amd64: trivy was killed (exit code 137): INFO scanning'],
  ['garbage', 'linux/amd64: trivy ended successfully, but wrote no report that can be read.'],
  ['crash on arm64', 'linux/arm64: trivy ended with exit code 1: FATAL the database cannot be downloaded.'],
])('no tag moves if the scanner fails: %s', async (mood, expected) => {
  const isPartly = mood === 'crash on arm64'
  const { exitCode, errors, tags } = await publish(
    { scan: 'trivy', 'scan-sarif': 'failed.sarif' },
    { mood, image: isPartly ? both : amd }
  )
  expect([exitCode, tags]).toEqual([1, {}])
  expect(errors).toEqual([expect.stringContaining(`Check 'scan': ${expected}`)])
  const { runs } = JSON.parse(await readFile(join(workspace.path, 'failed.sarif'), 'utf8'))
  expect(runs).toHaveLength(1)
  if (!isPartly) expect(runs[0]).toMatchObject({ results: [], invocations: [{ executionSuccessful: false }] })
})

test('a failing test and a failing scan are reported together', async () => {
  const { errors, tags } = await publish({ test: 'false', scan: 'grype' }, { image: amd })
  expect(errors).toEqual([
    expect.stringMatching(/^Check 'test': the command ended with exit code 1/),
    expect.stringMatching(/^Check 'scan': grype found 1 critical/),
  ])
  expect(tags).toEqual({})
})

test('an image of another registry is scanned from the target, whose layers are read back once', async () => {
  await using from = await startTestRegistry()
  await using to = await startTestRegistry()
  from.put('p/app', both, 'v1')
  const { exitCode, log, records } = await publish(
    { scan: 'trivy', source: `docker://${from.host}/p/app:v1` },
    { registry: to, mood: 'clean' }
  )
  expect(exitCode, log).toBe(0)
  expect(records).toHaveLength(2)
  expect(log).toMatch(/@sha256:\w+: reading back \d blobs \(\d+ B\)/)
  const reads = to.entries.filter(({ method, route }) => method === 'GET' && route.kind === 'blob')
  const digests = reads.map(({ path }) => path)
  expect(new Set(digests).size).toBe(digests.length)
  expect(digests.length).toBe(both.blobs.length)
})

test('neither the command nor the scanner gets a secret of the step or the job', async () => {
  await using registry = await startTestRegistry({ auth: { kind: 'basic', users: { ann: 'pass-of-ann' } } })
  const secrets = [
    'pass-of-ann',
    'ghs_jobtoken012345',
    'runtime-0123456789',
    'oidc-0123456789',
    'aws-secret-0123456789',
  ]
  const { exitCode, log, records } = await publish(
    {
      scan: 'trivy',
      test: 'env',
      'registry-auth': `- registry: ${registry.host}\n  username: ann\n  password: pass-of-ann\n`,
    },
    {
      registry,
      image: amd,
      mood: 'clean',
      variables: {
        GITHUB_TOKEN: 'ghs_jobtoken012345',
        ACTIONS_RUNTIME_TOKEN: 'runtime-0123456789',
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'oidc-0123456789',
        ACTIONS_ID_TOKEN_REQUEST_URL: 'https://oidc.example',
        AWS_SECRET_ACCESS_KEY: 'aws-secret-0123456789',
        TRIVY_PASSWORD: 'trivy-pass',
        TRIVY_TOKEN: 'trivy-token',
        TRIVY_DB_REPOSITORY: 'ghcr.io/acme/db',
        DATABASE_URL: 'postgres://pass-of-ann@db',
        DOCKER_AUTH_CONFIG: '{"auths":{}}',
        DOCKER_CONTENT_TRUST: '1',
      },
    }
  )
  expect(exitCode, log).toBe(0)
  const [record] = records
  expect(record?.docker).toBe('{}')
  expect(
    Object.keys(record?.variables ?? {})
      .filter((name) => !name.startsWith('TRIVY_'))
      .toSorted()
  ).toEqual(['DOCKER_CONFIG', 'HOME', 'PATH', 'PWD'].filter((name) => record?.variables[name] !== undefined))
  expect(record?.variables.TRIVY_DB_REPOSITORY).toBe('ghcr.io/acme/db')
  const seen = `${JSON.stringify(records)}${log}`
  for (const secret of secrets) expect(seen).not.toContain(secret)
  expect(JSON.stringify(records)).not.toMatch(/trivy-pass|trivy-token/)
  for (const name of ['ACTIONS_', 'INPUT_', 'DATABASE_URL=', 'AWS_SECRET', 'DOCKER_CONTENT_TRUST=']) {
    expect(log).not.toMatch(new RegExp(`^${name}`, 'm'))
  }
  expect(log.match(/::warning::DOCKER_CONTENT_TRUST is set/g)).toHaveLength(1)
})

test('in a dry run, and without a push, what would be published is scanned and tested without credentials', async () => {
  await using registry = await startTestRegistry()
  const dry = await publish({ scan: 'grype', 'dry-run': 'true' }, { image: amd, registry })
  expect([dry.exitCode, dry.errors]).toEqual([1, [expect.stringMatching(/^Check 'scan': grype found 1 critical/)]])
  expect(registry.entries.filter(({ method }) => method === 'PUT')).toEqual([])
  const test = 'cat "$DOCKER_CONFIG/config.json"; ls "$MANIFOLD_LAYOUT"'
  const auth = `- registry: ${registry.host}\n  username: ann\n  password: pass-of-ann\n`
  const built = await publish({ scan: 'trivy', test, 'registry-auth': auth, push: 'false' }, { image: amd, registry })
  expect(built.exitCode, built.log).toBe(0)
  expect(built.log).toContain('"auths": {}')
  expect(built.log).toContain('\nindex.json\n')
  expect(JSON.parse(built.outputs.scan ?? '')).toMatchObject([{ platform: 'linux/amd64', high: 1 }])
})

test('a scanner that is not installed, and arguments that contradict ours, are reported before anything else', async () => {
  await using registry = await startTestRegistry()
  const none = { variables: { PATH: join(workspace.path, 'no-programs') }, registry }
  const missing = await publish({ scan: 'grype' }, none)
  expect(missing.errors).toEqual([
    expect.stringMatching(
      /^Input 'scan': grype was not found on PATH .*Add a step .*anchore\/scan-action\/download-grype$/
    ),
  ])
  const wrong = await publish({ scan: 'trivy', 'scan-args': '--format=table' }, { registry })
  expect(wrong.errors).toEqual([
    "Input 'scan-args': '--format=table' is not available, since this action sets it: remove it",
  ])
  expect(registry.entries).toEqual([])
})

describe('what real scanners wrote', () => {
  test('is counted by severity, and by whether there is a fix', async () => {
    expect(describeCounts(countFindings(trivy.findings(await fixture('trivy.json')) ?? []))).toBe('1 high')
    expect(describeCounts(countFindings(grype.findings(await fixture('grype.json')) ?? []))).toBe(
      '1 critical (1 fixable), 1 medium (1 fixable), 1 low'
    )
  })

  test('is counted once, however often it is listed', async () => {
    const { matches, descriptor } = await fixture('grype.json')
    const findings = grype.findings({ matches: [...matches, ...matches], descriptor }) ?? []
    expect(describeCounts(countFindings(findings))).toBe('1 critical (1 fixable), 1 medium (1 fixable), 1 low')
  })
})

test('vulnerabilities, failed checks and licenses of Trivy count, passed checks do not', () => {
  const Vulnerabilities = [
    { VulnerabilityID: 'CVE-1', PkgName: 'a', InstalledVersion: '1', FixedVersion: '2', Severity: 'CRITICAL' },
    { VulnerabilityID: 'CVE-1', PkgName: 'b', InstalledVersion: '1', FixedVersion: '', Severity: 'UNKNOWN' },
  ]
  const Misconfigurations = [
    { ID: 'DS-1', Status: 'FAIL', Severity: 'LOW' },
    { ID: 'DS-2', Status: 'PASS', Severity: 'HIGH' },
  ]
  const Licenses = [{ PkgName: 'a', Name: 'GPL-3.0', Severity: 'MEDIUM' }]
  const report = { SchemaVersion: 2, Results: [{ Vulnerabilities, Misconfigurations }, { Licenses }, null] }
  expect(describeCounts(countFindings(trivy.findings(report) ?? []))).toBe(
    '1 critical (1 fixable), 1 medium, 1 low, 1 other'
  )
})

test('no JSON makes a scanner throw', () => {
  fc.assert(
    fc.property(
      fc.object({ maxDepth: 4, key: fc.constantFrom('Results', 'Secrets', 'matches', 'SchemaVersion') }),
      (report) => {
        for (const scanner of [trivy, grype]) countFindings(scanner.findings(report as never) ?? [])
        mergeSarif([{ name: 'linux/amd64', sarif: report as never }], 'trivy')
      }
    ),
    { numRuns: 200 }
  )
})

test('a threshold includes what is worse', () => {
  const counts = countFindings([
    { id: 'a', key: 'a', severity: 'critical', isFixable: false },
    { id: 'b', key: 'b', severity: 'low', isFixable: true },
  ])
  expect(['critical', 'medium', 'low', 'never'].map((threshold) => describeExcess(counts, threshold as 'low'))).toEqual(
    ['1 critical', '1 critical', '1 critical, 1 low (1 fixable)', undefined]
  )
})

test('the table says which image it is of several, and what is new since those before, as far as that is known', () => {
  const finding = { id: 'a', key: 'a', severity: 'high', isFixable: true } as const
  const counts = countFindings([finding])
  const [image, change] = ['ghcr.io/o/a@sha256:1', { added: [finding], gone: [] }]
  const scans = [
    { image, platform: 'linux/amd64', counts, change },
    { image, platform: 'linux/arm64', counts, change },
    { image: 'ghcr.io/o/b@sha256:2', platform: 'linux/amd64', counts },
  ]
  const table = scanTable(scans)
  expect(table).toContain('| `ghcr.io/o/a@sha256:1` | `linux/amd64` | 0 | 1 (1 fixable) | 0 | 0 | 0 | 1 new, 0 gone |')
  expect(table).toContain('| `ghcr.io/o/b@sha256:2` | `linux/amd64` | 0 | 1 (1 fixable) | 0 | 0 | 0 | not known |')
  // The same on both platforms.
  expect(table).toContain('In total since the previous image: 1 new, 0 gone.')
  expect(scanTable([])).toBeUndefined()
})
