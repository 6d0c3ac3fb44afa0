import { type PackageList, unpack, unpackedProgram } from './packages.ts'
import { findRelease } from './release.ts'
import { findOnPath, type Progress, run, type Variables } from './run.ts'

/** A program that can be run. */
export interface Program {
  readonly path: string
  /** Variables to add to those of this process: an unpacked program does not find its libraries by itself. */
  readonly variables: Variables
}

/** The installed program, or else an unpacked one. */
export async function findProgram(name: string, packages: PackageList, progress: Progress): Promise<Program> {
  const found = await findOnPath(name)
  if (found) return { path: found, variables: {} }
  if (!(await findRelease())) throw new Error(`'${name}' was not found on PATH: install it`)
  const unpacked = await unpack(packages, progress)
  const { libraries } = unpacked
  return {
    path: await unpackedProgram(unpacked, name),
    variables: libraries.length > 0 ? { LD_LIBRARY_PATH: libraries.join(':') } : {},
  }
}

export async function runProgram(program: Program, args: readonly string[], input?: string): Promise<string> {
  return run(program.path, args, { variables: { ...process.env, ...program.variables }, ...(input && { input }) })
}
