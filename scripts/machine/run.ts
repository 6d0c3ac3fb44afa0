import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

/** Receives short status lines about slow work. */
export type Progress = (line: string) => void

export type Variables = Readonly<Record<string, string>>

export interface RunOptions {
  /** Replaces the variables of this process. */
  readonly variables?: Readonly<Record<string, string | undefined>>
  readonly directory?: string
  readonly timeout?: number
  /** Written to standard input, which is then closed. */
  readonly input?: string
}

const execute = promisify(execFile)

/** Runs a program without a shell and returns its standard output; throws an error with its standard error. */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { variables, directory, timeout, input = '' } = options
  try {
    const running = execute(program, args, {
      maxBuffer: 64 * 1024 * 1024,
      ...(variables && { env: variables }),
      ...(directory && { cwd: directory }),
      ...(timeout && { timeout }),
    })
    running.child.stdin?.on('error', () => undefined).end(input)
    return (await running).stdout
  } catch (cause) {
    const { stderr = '', message } = cause as Error & { stderr?: string }
    throw new Error(`${program} failed: ${stderr.trim().slice(-2000) || message}`, { cause })
  }
}

/** The absolute path of a program on PATH. */
export async function findOnPath(name: string): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return findIn(folders, name)
}

/** The path of a program in the first of these folders that has it. */
export async function findIn(folders: readonly string[], name: string): Promise<string | undefined> {
  for (const folder of folders) {
    const path = join(folder, name)
    if (await isExecutable(path)) return path
  }
  return undefined
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false
  )
}
