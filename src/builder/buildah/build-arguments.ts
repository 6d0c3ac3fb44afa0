import { isForPlatform, parsePlatform } from '../../oci/index/image-platform.ts'
import type { BuildRequest } from '../build-request.ts'
import { cacheRepository } from './cache-repository.ts'

/** What goes into the arguments of one build beside the request. */
export interface BuildOptions {
  /** Empty for the machine's own. */
  readonly platform: string
  /** Where the ID of the image is written. */
  readonly idFile: string
  /** The manifest's format: `oci` or `docker`; left to the variable BUILDAH_FORMAT if undefined. */
  readonly format: string | undefined
  /** Whether each instruction makes a layer, which can be cached and is not sent again. */
  readonly layers: boolean
  readonly noCache: boolean
  /** Files with secrets, by ID. */
  readonly secrets: readonly (readonly [id: string, file: string])[]
  /** Arguments that set the timestamps. */
  readonly timestamps: readonly string[]
}

/** The arguments of `buildah build` and `podman build`: buildah-build(1). */
export function buildArguments(request: BuildRequest, options: BuildOptions): readonly string[] {
  const { platform, idFile, format, layers, noCache, secrets, timestamps } = options
  return [
    'build',
    `--iidfile=${idFile}`,
    // Otherwise a failed build leaves its working containers behind.
    '--force-rm',
    ...(format === undefined ? [] : [`--format=${format}`]),
    ...(layers ? ['--layers'] : []),
    ...one('platform', platform),
    ...one('file', request.file),
    ...one('target', request.target),
    ...many('build-arg', request.buildArgs),
    ...many('build-context', request.buildContexts),
    ...secrets.map(([id, file]) => `--secret=id=${id},src=${file}`),
    ...many('ssh', request.ssh),
    ...many('cache-from', request.cacheFrom.map(cacheRepository)),
    ...many('cache-to', request.cacheTo.map(cacheRepository)),
    ...(noCache ? ['--no-cache'] : []),
    ...(request.pull ? ['--pull'] : []),
    ...many('add-host', request.addHosts.map(withColon)),
    ...one('network', request.network === 'default' ? '' : request.network),
    ...one('shm-size', request.shmSize),
    ...many('ulimit', request.ulimit),
    ...one('cgroup-parent', request.cgroupParent),
    ...timestamps,
    ...many('label', request.labels),
    ...many(
      'annotation',
      request.annotations.map((line) => annotationFor(line, platform))
    ),
    '--',
    request.context,
  ]
}

/** buildx takes both `host=address` and `host:address`. */
function withColon(host: string): string {
  return host.replace(/^([^:=]+)=/, '$1:')
}

/** `manifest:key=value`, or `manifest[linux/amd64]:key=value`; other levels are not stored (lost-annotations.ts). */
function annotationFor(line: string, platform: string): string | undefined {
  const { only, text } = /^manifest(?:\[(?<only>[^\]]*)\])?:(?<text>.*)$/s.exec(line)?.groups ?? {}
  return only === undefined || isSame(only, platform) ? text : undefined
}

function isSame(one: string, other: string): boolean {
  const [first, second] = [parsePlatform(one), parsePlatform(other)]
  return first && second ? isForPlatform(first, second) : one === other
}

function one(name: string, value: string): readonly string[] {
  return value === '' ? [] : [`--${name}=${value}`]
}

function many(name: string, values: readonly (string | undefined)[]): readonly string[] {
  return values.filter((value) => value !== undefined).map((value) => `--${name}=${value}`)
}
