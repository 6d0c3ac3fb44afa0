import { proxyFaults } from '../../../__tests__/support/registry/proxy/fault-proxy.ts'
import { type BadDay, type Ending, publishOnBadDay } from '../days/publication.ts'
import { startProxies, startTwo } from '../days/registries.ts'
import { markdownTable } from '../report/table.ts'
import type { Bench } from '../suite.ts'

const endings: readonly Ending[] = ['published', 'put back', 'withheld', 'not known', 'wrong']
const probability = 0.1
const atOnce = 10

/** Many publications to two registries, each behind a proxy that breaks one request in ten, in every way it can. */
export async function badDays({ program, directory, options, progress }: Bench): Promise<string> {
  const count = options.length === 'quick' ? 40 : 1000
  await using registries = await startTwo(program, directory)
  await using proxies = await startProxies(registries.hosts, (index) => ({ probability, seed: index + 1 }))
  const days: BadDay[] = []
  const began = performance.now()
  for (let first = 0; first < count; first += atOnce) {
    const names = Array.from({ length: Math.min(atOnce, count - first) }, (_, each) => `bench/app-${first + each}`)
    days.push(...(await Promise.all(names.map((name) => publishOnBadDay(proxies.places, name)))))
    if (days.length % 100 === 0) progress(`  ${days.length} publications`)
  }
  const seconds = (performance.now() - began) / 1000
  const requests = proxies.places.reduce((sum, { proxy }) => sum + proxy.requests, 0)
  const broken = proxyFaults.map((fault) =>
    proxies.places.reduce((sum, { proxy }) => sum + (proxy.broken[fault] ?? 0), 0)
  )
  const retries = days.reduce((sum, day) => sum + day.retries, 0)
  return [
    `### ${count} publications to two registries, one request in ten broken`,
    markdownTable(
      ['', ...endings],
      [['publications', ...endings.map((ending) => String(days.filter((day) => day.ending === ending).length))]]
    ),
    `${requests} requests, ${retries} of them tried again, in ${seconds.toFixed(0)} s. What was done to them:`,
    markdownTable(
      ['', 'requests'],
      proxyFaults.map((fault, index) => [fault, String(broken[index])])
    ),
  ].join('\n\n')
}
