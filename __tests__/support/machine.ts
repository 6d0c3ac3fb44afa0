import type { TestProject } from 'vitest/node'
import { type Engine, startEngine } from '../../scripts/machine/engine.ts'
import { findRegistry, type RegistryProgram } from '../../scripts/machine/registry-program.ts'
import { findTools, type Tools } from '../../scripts/machine/tools.ts'

declare module 'vitest' {
  /** What a test that runs against real parts asks for: `inject('engine')`. */
  interface ProvidedContext {
    /** One for all test files, so whatever is asked of it needs names of its own. */
    engine: Omit<Engine, keyof AsyncDisposable>
    /** For `startRegistry({ program: inject('registry') })`, which is cheap enough for each test. */
    registry: RegistryProgram
    tools: Tools
  }
}

/** Runs once before the first of the test files and, by what it returns, after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const progress = (line: string) => console.log(line)
  const engine = await startEngine({ progress })
  const stop = async () => engine[Symbol.asyncDispose]()
  try {
    const { variables, origin, version, buildx, store } = engine
    project.provide('engine', { variables, origin, version, buildx, store })
    project.provide('registry', await findRegistry(progress, engine))
    project.provide('tools', await findTools({ progress }))
  } catch (error) {
    await stop()
    throw error
  }
  return stop
}
