import { readdir, stat } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { builderKind } from '../../builder/builders.ts'
import { dockerfilePaths, isRemote } from '../../builder/dockerfile/build-context.ts'
import { findDockerfiles } from '../../builder/dockerfile/find-dockerfiles.ts'
import { formatGitContext } from '../../builder/dockerfile/git-context.ts'
import type { Environment } from '../../environment.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { serverUrl } from '../../github/repository/github-server.ts'
import { InputError, throwAll } from '../../input-error.ts'
import { pathOf, type SourceReference } from '../../sources/open.ts'

type ContextInputs = Pick<Inputs, 'context' | 'file' | 'buildContexts' | 'source' | 'run'>

/**
 * The inputs with this repository, as the builder fetches it from the server, in place of a checkout if there is none:
 * the default of docker/build-push-action, which workflows without actions/checkout rely on.
 */
export async function withoutCheckout<Given extends ContextInputs>(
  inputs: Given,
  { variables, workspace, log }: Pick<Environment, 'variables' | 'workspace' | 'log'>
): Promise<Given> {
  const { GITHUB_REPOSITORY: repository, GITHUB_SHA: ref } = variables
  const isDefault = inputs.context === '.' || defaultContext.test(inputs.context)
  const isBuilt = !inputs.source && !inputs.run
  if (!isBuilt || !isDefault || !repository || !ref || !(await isEmpty(workspace))) return inputs
  const url = `${serverUrl(variables)}/${repository}.git`
  const inRepository = (text: string) =>
    text.replace(defaultContext, (_, folder = '') => formatGitContext({ url, ref, folder }))
  const context = inRepository(inputs.context === '.' ? '{{defaultContext}}' : inputs.context)
  log.info(`Nothing is checked out, so the builder fetches the context: ${context}`)
  return { ...inputs, context, buildContexts: inputs.buildContexts.map(inRepository) }
}

async function isEmpty(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).length === 0
}

/** docker/build-push-action's expression for the repository on GitHub, and perhaps a folder in it. */
const defaultContext = /\{\{\s*defaultContext\s*\}\}(?::(?<folder>.*))?$/

/**
 * Replaces `{{defaultContext}}:folder`, docker/build-push-action's expression for the repository on GitHub, with that
 * folder of the checkout, since the checkout is built here. Only the end of the text is considered.
 */
export function expandContext(text: string): string {
  return text.replace(defaultContext, (_, folder?: string) => folder || '.')
}

/**
 * Context and Dockerfile as paths in the checkout, or URLs. With `{{defaultContext}}:folder` the file is relative to
 * that folder, as in docker/build-push-action, where the two form one URL.
 */
export function expandPaths({ context: given, file }: Pick<Inputs, 'context' | 'file'>) {
  const folder = folderIn(given)
  const isWithin = folder !== undefined && file !== '' && !isRemote(file) && !isAbsolute(file)
  return { context: expandContext(given) || '.', file: isWithin ? join(folder, file) : file }
}

function folderIn(context: string): string | undefined {
  return /^\{\{\s*defaultContext\s*\}\}:(?<folder>.+)$/.exec(context)?.groups?.folder
}

/** Checks that the files an image is made from exist before anything is started. Throws InputError. */
export async function checkContent(
  inputs: Pick<Inputs, 'context' | 'file' | 'source' | 'builder'>,
  workspace: string
): Promise<void> {
  if (!inputs.source) return await checkContext(inputs, workspace)
  const problems = await Promise.all(inputs.source.map((source) => problemWith(source, workspace)))
  throwAll(problems.flatMap((problem) => (problem === undefined ? [] : [new InputError('source', problem)])))
}

/** Why an image on disk cannot be opened, as the end of a sentence; undefined if it may be. */
async function problemWith(source: SourceReference, workspace: string): Promise<string | undefined> {
  const path = pathOf(source)
  if (path === undefined) return undefined
  const found = await stat(resolve(workspace, path)).catch(() => undefined)
  const { kind } = source
  if (!found) return `${path} does not exist. Does an earlier step of this job write or download it?`
  if (found.isDirectory() && kind !== 'oci-layout') {
    return `${path} is a directory: write 'oci-layout:${path}' for an image layout, or the path of the archive`
  }
  if (found.isFile() && kind === 'oci-layout') return `${path} is a file: write 'oci-archive:${path}'`
  return undefined
}

/** Fails early if the context or the Dockerfile is missing. Throws InputError. */
async function checkContext(inputs: Pick<Inputs, 'context' | 'file' | 'builder'>, workspace: string): Promise<void> {
  const { context, file } = expandPaths(inputs)
  if (isRemote(context) || isRemote(file)) return
  const isFolder = await stat(resolve(workspace, context)).then(
    (found) => found.isDirectory(),
    () => false
  )
  if (!isFolder) throw new InputError('context', `directory ${context} does not exist. ${hint}`)
  const candidates = dockerfilePaths({ context, file }, builderKind(inputs.builder).dockerfiles)
  const found = await Promise.all(candidates.map((name) => stat(resolve(workspace, name)).catch(() => undefined)))
  if (found.some((stats) => stats?.isFile())) return
  if (found.some(Boolean)) throw new InputError('file', `${candidates[0]} is not a regular file`)
  throw new InputError('file', await sentenceFor(candidates[0] ?? '', inputs, workspace))
}

/** Names the missing Dockerfile and any that exist instead. */
async function sentenceFor(missing: string, { context, file }: Pick<Inputs, 'context' | 'file'>, workspace: string) {
  const others = await findDockerfiles(workspace)
  const folder = folderIn(context)
  const [other] = others
  if (other === undefined) return `${missing} does not exist. ${hint}`
  const beside = join(file || 'Dockerfile')
  const advice =
    folder !== undefined && others.includes(beside)
      ? `With '{{defaultContext}}:${folder}', 'file' is relative to that directory: to build ${beside}, set 'context: ${folder}' and 'file: ${beside}'.`
      : `To build ${other}, set 'file: ${other}'.`
  return `${missing} does not exist, but ${others.join(', ')} ${others.length > 1 ? 'do' : 'does'}. ${advice}`
}

const hint = 'Does actions/checkout run before this step?'
