import { cpus, totalmem } from 'node:os'
import { formatBytes } from '../../../src/format-amount.ts'
import { run } from '../../machine/run.ts'
import { peerVersions } from '../contenders/peers.ts'
import { medianOf } from '../measure/statistics.ts'
import type { Bench } from '../suite.ts'

/** What a reader needs for comparison: the machine, and the versions of the contenders. */
export async function describeShape({ tools, engine, program }: Bench, isMemory: boolean): Promise<string> {
  const registry = program.kind === 'program' ? await registryVersion(program.path) : program.image
  const builder = engine
    ? [`Docker ${versionIn(engine.version)} (${engine.store} store)`, `buildx ${versionIn(engine.buildx)}`]
    : []
  const parts = [
    `${cpus().length} cores (${cpus()[0]?.model.trim() || process.arch})`,
    `${formatBytes(totalmem())} of memory`,
    `registries' storage ${isMemory ? 'in memory' : 'on disk'}`,
    `Node ${process.versions.node}, which alone takes ${await nodeMilliseconds()} ms to start and end`,
    ...(registry ? [registry] : []),
    ...(await peerVersions(tools)),
    ...builder,
  ]
  return `Measured with ${parts.join('; ')}.`
}

async function registryVersion(path: string): Promise<string> {
  const said = await run(path, ['--version']).catch(() => '')
  return `registry ${versionIn(said)}`
}

function versionIn(text: string): string {
  return /\d+\.\d+\.\d+/.exec(text)?.[0] ?? ''
}

async function nodeMilliseconds(): Promise<string> {
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    const began = performance.now()
    await run(process.execPath, ['--eval', ''])
    times.push(performance.now() - began)
  }
  return (medianOf(times, (time) => time) ?? 0).toFixed(0)
}
