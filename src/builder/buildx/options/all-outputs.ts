import type { BuildRequest } from '../../build-request.ts'
import type { Destination } from '../../builder.ts'
import { isPushed } from './attributes.ts'
import { complete, formatOutput, named, parseImageOutput } from './output-option.ts'
import { sinkOutput } from './sink-output.ts'

/** Whether an output loads the image into Docker. */
function isLoad(output: string): boolean {
  const image = parseImageOutput(output)
  return image?.type === 'docker' && !image.attributes.has('dest')
}

/** Whether an output keeps the image in the builder, which for the docker driver is the engine's image store. */
function isStored(output: string): boolean {
  return parseImageOutput(output)?.type === 'image' && !isPushed(output)
}

/**
 * All outputs of a build, in buildx's format. Ours comes last, since the metadata file and a layout's index describe the last of
 * several outputs.
 */
export function outputsOf(
  { outputs, load, names, imageAttributes }: Pick<BuildRequest, 'outputs' | 'load' | 'names' | 'imageAttributes'>,
  destination: Destination
): readonly string[] {
  const loads = outputs.some(isLoad)
  const all = [...(load && !loads ? ['type=docker'] : []), ...outputs]
  // Two exporters that write the same names to the engine's store at once sometimes fail: only the loaded one has
  // names.
  const namesOf = (output: string) => ((load || loads) && !isLoad(output) && isStored(output) ? [] : names)
  const others = all.map((output) => complete(output, namesOf(output)))
  switch (destination.kind) {
    case 'sink':
      return [...others, sinkOutput(destination.name, imageAttributes)]
    case 'layout':
      return [...others, layoutOutput({ tar: 'false', dest: destination.directory, ...named(names) }, imageAttributes)]
    case 'none':
      return others
  }
}

function layoutOutput(
  place: Readonly<Record<string, string>>,
  imageAttributes: BuildRequest['imageAttributes']
): string {
  const attributes = new Map([...Object.entries(place), ['oci-mediatypes', 'true'] as const, ...imageAttributes])
  return formatOutput({ type: 'oci', attributes })
}
