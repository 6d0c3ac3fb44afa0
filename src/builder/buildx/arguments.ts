import type { BuildRequest } from '../build-request.ts'
import type { Destination } from '../builder.ts'
import { isPushed } from './options/attributes.ts'
import { complete, csv, formatOutput, named, parseImageOutput } from './options/output-option.ts'
import { sinkOutput } from './options/sink-output.ts'

/** The buildx arguments for a build. `metadataFile` is where buildx writes its metadata. */
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

/** Whether an output loads the image into Docker. */
function isLoad(output: string): boolean {
  const image = parseImageOutput(output)
  return image?.type === 'docker' && !image.attributes.has('dest')
}

/** Whether an output keeps the image in the builder, which for the docker driver is the engine's image store. */
function isStored(output: string): boolean {
  return parseImageOutput(output)?.type === 'image' && !isPushed(output)
}

/** Our output comes last, since the metadata file and a layout's index describe the last of several outputs. */
function outputsOf({ outputs, load, names, making }: BuildRequest, destination: Destination): readonly string[] {
  const loads = outputs.some(isLoad)
  const all = [...(load && !loads ? ['type=docker'] : []), ...outputs]
  // Two exporters that write the same names to the engine's store at once sometimes fail: only the loaded one has
  // names.
  const namesOf = (output: string) => ((load || loads) && !isLoad(output) && isStored(output) ? [] : names)
  const others = all.map((output) => complete(output, namesOf(output)))
  switch (destination.kind) {
    case 'sink':
      return [...others, sinkOutput(destination.name, making)]
    case 'layout':
      return [...others, layoutOutput({ tar: 'false', dest: destination.directory, ...named(names) }, making)]
    case 'none':
      return others
  }
}

function layoutOutput(place: Readonly<Record<string, string>>, making: BuildRequest['making']): string {
  const attributes = new Map([...Object.entries(place), ['oci-mediatypes', 'true'] as const, ...making])
  return formatOutput({ type: 'oci', attributes })
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
