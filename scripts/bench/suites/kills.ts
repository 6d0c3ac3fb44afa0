import { Chance } from '../../../__tests__/support/registry/proxy/chance.ts'
import { type Killed, killOnce, type Moment } from '../days/killing.ts'
import { startTwo } from '../days/registries.ts'
import { markdownTable } from '../report/table.ts'
import type { Bench } from '../suite.ts'

/** Few, so that kills are not delayed. */
const atOnce = 2
/** Maximum milliseconds between a request and the kill. */
const latest = 3

/** A publishing process that is killed at random moments, the state it leaves behind, and the run after it. */
export async function kills({ program, directory, options, progress }: Bench): Promise<string> {
  const count = options.length === 'quick' ? 8 : 200
  await using registries = await startTwo(program, directory)
  const { requests } = await killOnce(registries.hosts, 'bench/whole')
  const chance = new Chance(4)
  const momentOf = (): Moment => {
    const draw = chance.next('kill')
    return { requests: 1 + Math.floor(draw() * requests), later: draw() * latest }
  }
  const all: Killed[] = []
  for (let first = 0; first < count; first += atOnce) {
    const names = Array.from({ length: Math.min(atOnce, count - first) }, (_, each) => `bench/killed-${first + each}`)
    all.push(...(await Promise.all(names.map((name) => killOnce(registries.hosts, name, momentOf())))))
    if (all.length % 40 === 0) progress(`  ${all.length} kills`)
  }
  const faults = all.flatMap((each) => each.faults)
  for (const fault of new Set(faults)) progress(`  ${fault}`)
  const killed = all.filter(({ wasKilled }) => wasKilled)
  const row = [killed.length, killed.filter(({ wasOut }) => wasOut).length, all.length - killed.length, faults.length]
  return [
    `### ${count} kills, at random moments of the ${requests} requests that a publication to two registries takes`,
    markdownTable(
      ['', 'killed', 'of these after a tag had moved', 'ended before', 'faults'],
      [['runs', ...row.map(String)]]
    ),
  ].join('\n\n')
}
