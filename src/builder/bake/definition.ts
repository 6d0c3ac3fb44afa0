import { InputError } from '../../input-error.ts'
import { isRecord, type JsonRecord, parseJson, recordOf } from '../../json.ts'
import { entriesIn, sshEntriesIn, stringsIn, textsIn } from './entries.ts'
import { checkTemplates, withoutEscapes } from './templates.ts'

/** A resolved target of a bake definition: docs.docker.com, Bake file reference. Texts are as written, not escaped. */
export interface BakeTarget {
  readonly name: string
  /** All of its fields, as buildx prints them. */
  readonly fields: JsonRecord
  readonly context: string
  /** Additional contexts by name. */
  readonly contexts: ReadonlyMap<string, string>
  readonly dockerfile: string
  readonly dockerfileInline: string | undefined
  /** The stage to build; empty for the last. */
  readonly stage: string
  readonly args: ReadonlyMap<string, string>
  readonly labels: ReadonlyMap<string, string>
  readonly annotations: readonly string[]
  readonly tags: readonly string[]
  readonly platforms: readonly string[]
  readonly entitlements: readonly string[]
  /** In buildx's format, as are the following. */
  readonly outputs: readonly string[]
  readonly attests: readonly string[]
  readonly cacheFrom: readonly string[]
  readonly cacheTo: readonly string[]
  readonly secrets: readonly string[]
  readonly ssh: readonly string[]
}

/** More than any bake file describes. */
const targetLimit = 1_000

/** Parses what `docker buildx bake --print` prints: the targets to build. Throws InputError. */
export function parseBakeDefinition(text: string): readonly BakeTarget[] {
  const { target } = recordOf(parsed(text))
  if (!isRecord(target)) throw invalid('it has no targets')
  const entries = Object.entries(target)
  if (entries.length > targetLimit) throw invalid(`it has more than ${targetLimit} targets`)
  return entries.map(([name, fields]) => parseTarget(name, isRecord(fields) ? withoutDescription(fields) : fields))
}

function parsed(text: string): unknown {
  try {
    return parseJson(text)
  } catch (cause) {
    throw invalid(`what buildx prints is not JSON, or longer than 1 MiB (${(cause as Error).message})`, cause)
  }
}

function invalid(problem: string, cause?: unknown): InputError {
  return new InputError('bake-files', `the definition cannot be used: ${problem}`, { cause })
}

/** It means nothing to a build, and may contain what cannot be passed on. */
function withoutDescription({ description: _, ...fields }: JsonRecord): JsonRecord {
  return fields
}

function parseTarget(name: string, fields: unknown): BakeTarget {
  if (!/^[\w-]+$/.test(name) || !isRecord(fields)) throw invalid(`'${name}' is not a valid target`)
  checkTemplates(name, fields)
  return {
    name,
    fields,
    context: textOf(fields.context) || '.',
    contexts: textsIn(fields.contexts),
    dockerfile: textOf(fields.dockerfile) || 'Dockerfile',
    dockerfileInline:
      typeof fields['dockerfile-inline'] === 'string' ? withoutEscapes(fields['dockerfile-inline']) : undefined,
    stage: textOf(fields.target),
    args: unescaped(fields.args),
    labels: unescaped(fields.labels),
    annotations: stringsIn(fields.annotations).map(withoutEscapes),
    tags: stringsIn(fields.tags),
    platforms: stringsIn(fields.platforms),
    entitlements: stringsIn(fields.entitlements),
    outputs: entriesIn(fields.output),
    attests: entriesIn(fields.attest),
    cacheFrom: entriesIn(fields['cache-from']),
    cacheTo: entriesIn(fields['cache-to']),
    secrets: entriesIn(fields.secret),
    ssh: sshEntriesIn(fields.ssh),
  }
}

function unescaped(value: unknown): ReadonlyMap<string, string> {
  return new Map([...textsIn(value)].map(([key, text]) => [key, withoutEscapes(text)]))
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
