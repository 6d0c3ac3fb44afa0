import type { BuildRequest } from '../build-request.ts'
import type { Destination } from '../builder.ts'
import { outputsOf } from './options/all-outputs.ts'
import { attributesOf } from './options/attributes.ts'
import { tolerant } from './options/cache-option.ts'
import { csv } from './options/output-option.ts'

/** The buildx arguments for a build. `metadataFile` is where buildx writes its metadata. */
export function buildxArguments(
  request: BuildRequest,
  destination: Destination,
  metadataFile: string
): readonly string[] {
  const { provenance, sbom } = request
  return [
    'build',
    '--progress=plain',
    `--metadata-file=${metadataFile}`,
    ...one('builder', request.builder),
    ...one('file', request.file),
    ...one('target', request.target),
    ...one('platform', request.platforms.join(',')),
    ...many('build-arg', request.buildArgs),
    ...many('build-context', request.buildContexts),
    ...many('secret', request.secrets.map(formatSecret)),
    ...many('ssh', request.ssh),
    ...many('cache-from', request.cacheFrom),
    ...many('cache-to', tolerant(request.cacheTo)),
    ...flag('no-cache', request.noCache),
    ...many('no-cache-filter', request.noCacheFilters),
    ...flag('pull', request.pull),
    ...many('add-host', request.addHosts),
    ...many('allow', request.allow),
    ...many('attest', attestsOf(request)),
    // By default buildx adds provenance to every image, which turns it into an index.
    ...(isAttested(request) ? one('provenance', provenance) : ['--provenance=false']),
    ...one('sbom', sbom),
    ...one('network', request.network),
    ...one('shm-size', request.shmSize),
    ...many('ulimit', request.ulimit),
    ...one('cgroup-parent', request.cgroupParent),
    ...one('call', request.call),
    ...many('label', request.labels),
    ...many('annotation', request.annotations),
    ...many('output', outputsOf(request, destination)),
    '--',
    request.context,
  ]
}

/** Whether an image gets attestations, and therefore an index that holds both. */
export function isAttested({
  attests,
  provenance,
  sbom,
}: Pick<BuildRequest, 'attests' | 'provenance' | 'sbom'>): boolean {
  return attests.length > 0 || provenance !== '' || !['', 'false'].includes(sbom)
}

/** The inputs `provenance` and `sbom` take precedence, as in docker/build-push-action; buildx would ignore them. */
function attestsOf({ attests, provenance, sbom }: BuildRequest): readonly string[] {
  const given: Readonly<Record<string, string>> = { provenance, sbom }
  return attests.filter((text) => !given[attributesOf(text)?.get('type') ?? ''])
}

function formatSecret({ id, source }: BuildRequest['secrets'][number]): string {
  return csv([`id=${id}`, 'file' in source ? `src=${source.file}` : `env=${source.variable}`])
}

function one(name: string, value: string): readonly string[] {
  return value === '' ? [] : [`--${name}=${value}`]
}

function many(name: string, values: readonly string[]): readonly string[] {
  return values.map((value) => `--${name}=${value}`)
}

function flag(name: string, isSet: boolean): readonly string[] {
  return isSet ? [`--${name}`] : []
}
