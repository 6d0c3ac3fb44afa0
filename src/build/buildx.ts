import { isPushed } from './attributes.ts'
import type { BuildRequest, Destination } from './build-request.ts'
import { complete, csv, formatOutput, named, parseImageOutput } from './outputs.ts'

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

/** Ours is the last: of several outputs the metadata file and a layout's index have what is said of the last one. */
function isLoad(output: string): boolean {
  const image = parseImageOutput(output)
  return image?.type === 'docker' && !image.attributes.has('dest')
}

/** Whether an output keeps the image with the builder, which for Docker's own is the engine's store. */
function isStored(output: string): boolean {
  return parseImageOutput(output)?.type === 'image' && !isPushed(output)
}

function outputsOf({ outputs, load, names, making }: BuildRequest, destination: Destination): readonly string[] {
  const loads = outputs.some(isLoad)
  const all = [...(load && !loads ? ['type=docker'] : []), ...outputs]
  // Two exporters that give the engine's store the same names at once fail now and then: the loaded one has them.
  const namesOf = (output: string) => ((load || loads) && !isLoad(output) && isStored(output) ? [] : names)
  const others = all.map((output) => complete(output, namesOf(output)))
  switch (destination.kind) {
    case 'sink':
      return [...others, published('image', { name: destination.name, push: 'true', store: 'false' }, making)]
    case 'layout':
      return [...others, published('oci', { tar: 'false', dest: destination.directory, ...named(names) }, making)]
    case 'none':
      return others
  }
}

function published(
  type: 'image' | 'oci',
  place: Readonly<Record<string, string>>,
  making: BuildRequest['making']
): string {
  const attributes = new Map([...Object.entries(place), ['oci-mediatypes', 'true'] as const, ...making])
  return formatOutput({ type, attributes })
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
