import type { BuildRequest, Destination } from './build-request.ts'

/** The arguments of buildx for a build. `metadataFile` is where buildx writes what it built. */
export function buildxArguments(
  request: BuildRequest,
  destination: Destination,
  metadataFile: string
): readonly string[] {
  const { attests, provenance, sbom } = request
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
    ...many('cache-to', request.cacheTo),
    ...flag('no-cache', request.noCache),
    ...many('no-cache-filter', request.noCacheFilters),
    ...flag('pull', request.pull),
    ...many('add-host', request.addHosts),
    ...many('allow', request.allow),
    ...many('attest', attests),
    // Without being asked buildx makes an index out of every image, to hold its provenance.
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

/** Whether an image gets attestations, and so an index that holds them beside it. */
export function isAttested({
  attests,
  provenance,
  sbom,
}: Pick<BuildRequest, 'attests' | 'provenance' | 'sbom'>): boolean {
  return attests.length > 0 || provenance !== '' || !['', 'false'].includes(sbom)
}

function outputsOf({ outputs, load }: BuildRequest, destination: Destination): readonly string[] {
  const loaded = load ? ['type=docker'] : []
  switch (destination.kind) {
    case 'sink':
      return [`type=image,name=${destination.name},push=true,store=false`, ...loaded, ...outputs]
    case 'layout':
      return [fields('type=oci', 'tar=false', `dest=${destination.directory}`), ...loaded, ...outputs]
    case 'none':
      return [...loaded, ...outputs]
  }
}

function formatSecret({ id, source }: BuildRequest['secrets'][number]): string {
  return fields(`id=${id}`, 'file' in source ? `src=${source.file}` : `env=${source.variable}`)
}

/** The parts of one value; buildx reads them as CSV. */
function fields(...parts: readonly string[]): string {
  return parts.map((part) => (/[",\r\n]/.test(part) ? `"${part.replaceAll('"', '""')}"` : part)).join(',')
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
