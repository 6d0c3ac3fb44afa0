import { readFile } from 'node:fs/promises'
import type { Environment, Variables } from '../environment.ts'
import { BuildError } from './build-error.ts'
import type { BuildRequest, Destination } from './build-request.ts'
import { buildxArguments } from './buildx.ts'
import { explainFailure } from './failure.ts'

export interface BuildOptions {
  readonly environment: Pick<Environment, 'run' | 'workspace' | 'log'>
  readonly variables: Variables
  /** Where buildx writes what it built. */
  readonly metadataFile: string
  readonly signal: AbortSignal
}

/** buildx's metadata file. */
export interface BuildMetadata {
  readonly text: string
  readonly digest?: string
  readonly configDigest?: string
}

/** Runs one build and shows what it prints. Throws BuildError. */
export async function build(
  request: BuildRequest,
  destination: Destination,
  options: BuildOptions
): Promise<BuildMetadata> {
  const { environment, variables, metadataFile, signal } = options
  const { run, workspace, log } = environment
  const args = buildxArguments(request, destination, metadataFile)
  log.info(`[command] docker ${args.join(' ')}`)
  const command = { program: 'docker', args, variables, directory: workspace, onLine: log.info, signal }
  const ended = await run(command).catch((cause: unknown) => {
    signal.throwIfAborted()
    throw new BuildError('Docker cannot be started. Install Docker with buildx before this step.', undefined, { cause })
  })
  if (ended.exitCode !== 0) {
    throw explainFailure(`${ended.stdout}\n${ended.stderr}`, ended.exitCode, request.file || 'Dockerfile')
  }
  return await readMetadata(metadataFile)
}

async function readMetadata(path: string): Promise<BuildMetadata> {
  const text = await readFile(path, 'utf8').catch(() => '{}')
  const fields = JSON.parse(text) as Readonly<Record<string, unknown>>
  const digest = fields['containerimage.digest']
  const configDigest = fields['containerimage.config.digest']
  return {
    text,
    ...(typeof digest === 'string' && { digest }),
    ...(typeof configDigest === 'string' && { configDigest }),
  }
}
