import { lstat, readlink, realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { attributesOf } from '../../builder/buildx/options/attributes.ts'
import { isRemote } from '../../builder/dockerfile/build-context.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { InputError, throwAll } from '../../input-error.ts'
import { pathOf } from '../../sources/open.ts'
import { expandContext, expandPaths } from '../read/context.ts'

type Named = Pick<
  Inputs,
  | 'context'
  | 'file'
  | 'buildContexts'
  | 'secretFiles'
  | 'ssh'
  | 'cacheFrom'
  | 'cacheTo'
  | 'outputs'
  | 'source'
  | 'builderOptions'
  | 'scanSarif'
>

/**
 * Rejects paths in the checkout that symbolic links resolve to outside of it: an untrusted tree could otherwise make
 * its build read or write any file on the runner. Paths that the workflow itself names elsewhere are its own choice.
 * Throws InputError, or an AggregateError.
 */
export async function checkWithinCheckout(inputs: Named, workspace: string): Promise<void> {
  const root = await realpath(workspace)
  const checks = pathsIn(inputs).map(async ([input, path]) => {
    const named = resolve(workspace, path)
    if (!isWithin(workspace, named)) return []
    const place = await placeOf(named).catch(() => undefined)
    if (place !== undefined && isWithin(root, place)) return []
    return [
      new InputError(input, `${path} links to a path outside the checkout, which is not allowed for untrusted code`),
    ]
  })
  throwAll((await Promise.all(checks)).flat())
}

/** Whether a path, relative to a folder, is in the checkout, also once symbolic links are followed. */
export async function isInCheckout(path: string, folder: string, workspace: string): Promise<boolean> {
  const place = await placeOf(resolve(folder, path)).catch(() => undefined)
  return place !== undefined && isWithin(await realpath(workspace), place)
}

/** Whether what is written to a folder in the checkout, or to a file in it, may end up in the files of git itself. */
export async function isInRepository(path: string, folder: string, workspace: string): Promise<boolean> {
  const place = await placeOf(resolve(folder, path))
  const root = await realpath(workspace)
  const isBelow = relative(root, place).toLowerCase().split(sep).includes('.git')
  const isAbove = isWithin(place, root) || isWithin(place, await realpath(folder))
  return isBelow || isAbove || (await lstat(resolve(place, '.git')).catch(() => undefined)) !== undefined
}

/** All local paths that a build reads or writes, by input. */
function pathsIn(inputs: Named): readonly (readonly [input: string, path: string])[] {
  const { context, file } = expandPaths(inputs)
  const { builderOptions } = inputs
  const secrets = inputs.secretFiles.map(([, path]) => ['secret-files', path] as const)
  const sources = (inputs.source ?? []).map(pathOf).filter((path) => path !== undefined)
  return [
    ...sources.map((path) => ['source', path] as const),
    ...(inputs.scanSarif === '' ? [] : [['scan-sarif', inputs.scanSarif] as const]),
    ...(isRemote(context) ? [] : [['context', context] as const]),
    ...(file === '' || isRemote(file) ? [] : [['file', file] as const]),
    ...localIn('build-contexts', inputs.buildContexts.map(pathBehind).map(expandContext)),
    ...secrets,
    ...(builderOptions?.buildkitdConfig ? [['builder-options', builderOptions.buildkitdConfig] as const] : []),
    ...localIn(
      'ssh',
      inputs.ssh.map(pathBehind).flatMap((paths) => paths.split(','))
    ),
    ...attributeIn('cache-from', 'src', inputs.cacheFrom),
    ...attributeIn('cache-to', 'dest', inputs.cacheTo),
    ...attributeIn('outputs', 'dest', inputs.outputs),
  ]
}

function pathBehind(assignment: string): string {
  return assignment.replace(/^[^=]*=/, '')
}

function localIn(input: string, values: readonly string[]) {
  const paths = values.map((value) => value.replace(/^oci-layout:\/\//, ''))
  return paths
    .filter((path) => path !== '' && !isRemote(path) && !path.includes('://'))
    .map((path) => [input, path] as const)
}

/** An output may be just a path. */
function attributeIn(input: string, name: string, values: readonly string[]) {
  const paths = values.map((value) => (value.includes('=') ? attributesOf(value)?.get(name) : value))
  return paths.flatMap((path) => (path ? [[input, path] as const] : []))
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** Where a path really is, or would be created: follows symbolic links, including dangling ones. */
async function placeOf(path: string, links = 0): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' || links > 40) throw error
  }
  const folder = await placeOf(dirname(path), links)
  const target = await readlink(resolve(folder, basename(path))).catch(() => undefined)
  return target === undefined ? resolve(folder, basename(path)) : await placeOf(resolve(folder, target), links + 1)
}
