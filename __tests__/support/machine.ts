import type { TestProject } from 'vitest/node'
import { type Engine, startEngine } from '../../scripts/machine/engine.ts'
import { findRegistry, type RegistryProgram } from '../../scripts/machine/registry-program.ts'
import { findTools, type Tools } from '../../scripts/machine/tools.ts'

declare module 'vitest' {
  /** What a test needs from this machine: `inject('engine')`. */
  interface ProvidedContext {
    /** Shared by all test files, so tests must use unique names. */
    engine: Omit<Engine, keyof AsyncDisposable>
    /** For `startRegistry({ program: inject('registry') })`, which is fast enough to call in each test. */
    registry: RegistryProgram
    tools: Tools
  }
}

/** Runs before the first test file; the function that it returns runs after the last. */
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
