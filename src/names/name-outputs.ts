import type { Variables } from '../environment.ts'
import { InputError } from '../input-error.ts'
import { formatAnnotations } from './annotations.ts'
import type { Label } from './labels.ts'
import type { NamedImage, Names } from './names.ts'

/** How the outputs are formatted. */
interface OutputFormat {
  readonly tagSeparator: string
  readonly labelSeparator: string
  readonly annotationSeparator: string
  /** The levels to annotate, separated by commas. */
  readonly annotationLevels: string
  readonly bakeTarget: string
}

/** What DOCKER_METADATA_ANNOTATIONS_LEVELS says, or its default. */
export function annotationLevelsIn({ DOCKER_METADATA_ANNOTATIONS_LEVELS: levels }: Variables): string {
  return levels || defaultFormat.annotationLevels
}

export const defaultFormat: OutputFormat = {
  tagSeparator: '\n',
  labelSeparator: '\n',
  annotationSeparator: '\n',
  annotationLevels: 'manifest',
  bakeTarget: 'docker-metadata-action',
}

/** The format that a workflow asks for. An empty value, such as that of an empty variable, means the default. */
type WantedFormat = { readonly [Key in keyof OutputFormat]?: string | undefined }

/** The text outputs by name, and the bake files by the outputs that will hold their paths. */
export interface NameOutputs {
  readonly texts: Readonly<Record<'version' | 'tags' | 'tag-names' | 'labels' | 'annotations' | 'json', string>>
  readonly bakeFiles: Readonly<Record<`bake-file${'' | '-tags' | '-labels' | '-annotations'}`, string>>
}

/** Formats the outputs of docker/metadata-action. */
export function formatOutputs(names: Names, wanted: WantedFormat): NameOutputs {
  const format = withDefaults(wanted)
  const tags = names.images.flatMap(fullNames)
  const tagNames = [...new Set(names.images.flatMap((image) => image.tags))]
  const labels = Object.fromEntries(names.labels)
  const annotations = formatAnnotations(names.annotations, format.annotationLevels.split(','))
  const images = names.images.map(({ name }) => name).join(',')
  const args = { DOCKER_META_IMAGES: images, DOCKER_META_VERSION: names.version || undefined }
  const bake = (fields: object) => JSON.stringify({ target: { [format.bakeTarget]: fields } }, null, 2)
  return {
    texts: {
      version: names.version,
      tags: tags.join(format.tagSeparator),
      'tag-names': tagNames.join(format.tagSeparator),
      labels: names.labels.map(formatLabel).map(asItem).join(format.labelSeparator),
      annotations: annotations.map(asItem).join(format.annotationSeparator),
      json: JSON.stringify({ tags, 'tag-names': tagNames, labels, annotations }),
    },
    bakeFiles: {
      'bake-file': bake({ tags, labels, args }),
      'bake-file-tags': bake({ tags, args }),
      'bake-file-labels': bake({ labels }),
      'bake-file-annotations': bake({ annotations }),
    },
  }
}

function withDefaults(wanted: WantedFormat): OutputFormat {
  return { ...defaultFormat, ...Object.fromEntries(Object.entries(wanted).filter(([, text]) => text)) }
}

function fullNames({ name, tags }: NamedImage): readonly string[] {
  return name === '' ? tags : tags.map((tag) => `${name}:${tag}`)
}

export function formatLabel([key, value]: Label): string {
  return `${key}=${value}`
}

/**
 * An item in a list of lines: one with a line break is quoted (RFC 4180), or its other lines would become items too.
 */
function asItem(text: string): string {
  return /[\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The environment variable that holds an output for later steps: DOCKER_METADATA_OUTPUT_BAKE_FILE_TAGS */
export function outputVariable(output: string): string {
  return `DOCKER_METADATA_OUTPUT_${output.replaceAll('-', '_').toUpperCase()}`
}

/** DOCKER_METADATA_SET_OUTPUT_ENV: whether outputs are also exported as variables, as they are unless it is false. */
export function parseSetOutputEnv(value = ''): boolean {
  if (value === '' || /^(?:1|t|T|true|TRUE|True)$/.test(value)) return true
  if (/^(?:0|f|F|false|FALSE|False)$/.test(value)) return false
  throw new InputError('DOCKER_METADATA_SET_OUTPUT_ENV', `write 'true' or 'false', not '${value}'`)
}
