/** Benchmarks our action against its peers, on real registries: npm run bench -- --help */
import { resolve } from 'node:path'
import type { OursOptions } from './bench/contenders/ours.ts'
import { comparedTools } from './bench/contenders/peers.ts'
import { type Options, parseOptions, usage } from './bench/options.ts'
import { writeBlock } from './bench/report/document.ts'
import { describeShape } from './bench/report/our-machine.ts'
import type { Bench } from './bench/suite.ts'
import { suites } from './bench/suites/all.ts'
import type { SuiteName } from './bench/suites/names.ts'
import { openWorkspace } from './bench/workspace.ts'
import { type Engine, startEngine } from './machine/engine.ts'
import { findRegistry } from './machine/registry-program.ts'
import { findTools } from './machine/tools.ts'

/** Maximum bytes that registries and images take. */
const space = { usual: 8e9, memory: 18e9 } as const
const withoutEngine: readonly SuiteName[] = ['promotion', 'memory', 'bad-days', 'kills', 'clean-up']

const progress = (line: string) => console.error(line)
const options = readOptions()
if (options) await runAll(options)

/** Undefined if there is nothing to run: the usage, or an error about the arguments, has been printed. */
function readOptions(): Options | undefined {
  try {
    const parsed = parseOptions(process.argv.slice(2))
    if (!parsed) console.log(usage)
    return parsed
  } catch (error) {
    progress(`${(error as Error).message}\n\n${usage}`)
    process.exitCode = 1
    return undefined
  }
}

async function runAll(options: Options): Promise<void> {
  const bytes = (options.suites.includes('memory') ? space.memory : space.usual) / options.divisor
  await using workspace = await openWorkspace(bytes)
  await using engine = await engineFor(options)
  const { directory } = workspace
  const bench: Bench = {
    options,
    directory,
    engine,
    program: await findRegistry(progress, engine),
    tools: await findTools({ progress, wanted: comparedTools }),
    ours: options.dist.map((dist, index) => bundle(dist, index, directory)),
    progress,
  }
  const machine = await describeShape(bench, workspace.isMemory)
  for (const name of options.suites) await runSuite(name, bench, machine)
}

async function runSuite(name: SuiteName, bench: Bench, machine: string): Promise<void> {
  const began = performance.now()
  const tables = await suites[name](bench)
  progress(`${name}: ${((performance.now() - began) / 1000).toFixed(0)} s`)
  const text = `${tables}\n\n${machine}`
  console.log(`\n## ${name}\n\n${text}`)
  if (bench.options.write) await writeBlock(name, text)
}

/** If no engine is available, suites and contenders that need one are left out. */
async function engineFor({ suites }: Options): Promise<Engine | undefined> {
  if (suites.every((name) => withoutEngine.includes(name))) return undefined
  return await startEngine({ progress }).catch((error: Error) => {
    progress(error.message)
    return undefined
  })
}

function bundle(dist: string, index: number, workspace: string): OursOptions {
  const { PATH, HOME } = process.env
  const name = index === 0 ? 'ours' : `ours ${index + 1}`
  return { name, dist: resolve(dist), workspace, variables: { PATH, HOME } }
}
