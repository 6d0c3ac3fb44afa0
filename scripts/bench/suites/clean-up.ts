import { runCleanUp } from '../../../__tests__/support/clean-up/run-clean-up.ts'
import { image, index, layer, type TestImage } from '../../../__tests__/support/images.ts'
import { attestation } from '../../../__tests__/support/registry/content/attestation.ts'
import { startTestRegistry, type TestRegistry } from '../../../__tests__/support/registry/registry.ts'
import { formatBytes } from '../../../src/format-amount.ts'
import { measure } from '../measure/meter.ts'
import type { Usage } from '../measure/usage.ts'
import type { Bench } from '../suite.ts'

const tagCount = 10_000
/** One in so many tags is at an index of two platforms. */
const indexEvery = 5
const day = 86_400_000
const repository = 'acme/app'

const policy = `
keep: [{ tags: 'build-*', newest: 500 }]
delete: [{ tags: 'build-*', older-than: 90d }]
`

/** A repository with very many tags, at a registry in memory: what reading, planning and deleting costs. */
export async function cleanUp({ options, progress }: Bench): Promise<string> {
  const count = Math.ceil(tagCount / options.divisor)
  // Like GitHub's registry and registry 2, which are the most common ones.
  await using registry = await startTestRegistry({ behaviour: { referrers: 404 } })
  progress(`stocking a repository with ${count} tags`)
  stock(registry, count)
  const runs = [await run(registry, 'dry run', 'true'), await run(registry, 'deletion', 'false')]
  const head = ['', 'seconds', 'CPU seconds', 'memory', 'requests', 'tags deleted']
  const rows = runs.map(({ name, usage, requests, deleted }) => [name, ...formatUsage(usage), requests, deleted])
  const table = [head, head.map((_, at) => (at === 0 ? ':--' : '--:')), ...rows]
  return table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function stock(registry: TestRegistry, count: number): void {
  const base = Array.from({ length: 8 }, (_, number) => layer(`base ${number}`))
  const start = Date.now()
  for (let number = 0; number < count; number++) {
    const config = { created: new Date(start - ((number * 200) / count) * day).toISOString() }
    const amd64 = image({ layers: [...base, layer(`build ${number}`)], config })
    const built = number % indexEvery === 0 ? indexOf(amd64, number, base) : amd64
    registry.put(repository, built, `build-${number}`)
  }
}

function indexOf(amd64: TestImage, number: number, base: Parameters<typeof image>[0]['layers']): TestImage {
  const platform = { os: 'linux', architecture: 'arm64' }
  const arm64 = image({ layers: [...base, layer(`arm64 ${number}`)], platform })
  return index([amd64, arm64, ...[amd64, arm64].map((each) => attestation(each))])
}

async function run(registry: TestRegistry, name: string, isDryRun: string) {
  const before = registry.entries.length
  const done: { deleted?: string; log?: string } = {}
  const usage = await measure(async () => {
    const inputs = { images: `${registry.host}/${repository}`, policy, 'dry-run': isDryRun }
    const { exitCode, outputs, log } = await runCleanUp(inputs, {}, 'bundle')
    if (exitCode !== 0) throw new Error(log)
    done.deleted = outputs.deleted ?? ''
  })
  const methods = Map.groupBy(registry.entries.slice(before), ({ method, route }) => `${method} ${route.kind}`)
  const requests = [...methods].map(([what, all]) => `${all.length} ${what}`).join(', ')
  return { name, usage, requests, deleted: done.deleted ?? '' }
}

function formatUsage({ seconds, cpuSeconds = Number.NaN, peakBytes = 0 }: Usage): readonly string[] {
  return [seconds.toFixed(1), cpuSeconds.toFixed(1), formatBytes(peakBytes)]
}
