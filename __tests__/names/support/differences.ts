import type { Vector, VectorOutputs } from './vector.ts'

/** Where our outputs differ from the recorded ones, and why. */
export interface Difference {
  readonly reason: string
  /** Our output `tags`. */
  readonly tags?: string
  readonly description?: string
  /** Text that our output `labels` contains. */
  readonly labels?: string
}

const onceOnly = 'a tag is named once'
const valid = 'a tag has to be one that a registry can have'

export const differences: Readonly<Record<string, Difference>> = {
  'default/push branch leading dash after slash': { reason: valid, tags: 'name/app:dash' },
  'default/push tag named latest': { reason: onceOnly, tags: 'name/app:latest' },
  'images/comment and blanks': {
    reason: 'an indented comment is a comment',
    tags: 'org/app:dev\nghcr.io/o/app # infix:dev',
  },
  'raw/latest plus auto latest is doubled': { reason: onceOnly, tags: 'name/app:1.2.3\nname/app:latest' },
  'raw/latest main plus flavor latest': { reason: onceOnly, tags: 'name/app:latest' },
  'raw/value longer than 128': { reason: valid, tags: `name/app:${'y'.repeat(119)}-35152bb0` },
  'raw/date escapes': {
    reason: valid,
    tags: [
      'name/app:v2026',
      'name/app:2026-03-04T05-06-07.089Z',
      'name/app:00-00',
      'name/app:0100',
      'name/app:CET',
      'name/app:Wednesday-March-4-2026-5-06-AM',
    ].join('\n'),
  },
  'labels/description special chars': {
    reason: 'the payload says how the repository was when the event happened, and the API is not asked again',
    description: 'This your first repo!',
  },
  'latest/version is latest': { reason: onceOnly, tags: 'name/app:latest' },
  'labels/numbers and lines': {
    reason: 'the second line of a value must not be read as a label of its own',
    labels: '\n"note=one\ntwo"\n',
  },
  'annotations/levels': {
    reason: 'a level that an annotation has is not put behind another',
    tags: 'name/app:main',
  },
  'html/branch with an ampersand': { reason: 'tags and labels are no HTML', tags: 'name/app:a-b' },
  'flavor/expression on latest': {
    reason: 'an expression is expanded wherever it stands',
    tags: 'name/app:v1-3f9a1c7\nname/app:latest-3f9a1c7',
  },
  'is_default_branch/create of another branch': {
    reason: 'what is created may be any branch',
    tags: 'name/app:dev',
  },
  'raw/prefix of nothing': { reason: valid, tags: 'name/app:x' },
  'git/remote with a HEAD': { reason: "a remote's HEAD is no branch", tags: 'name/app:feat-x' },
}

const emptyVersion = /^(?:\w+:)?org\.opencontainers\.image\.version=$/

/** The recorded output without an empty version label: an unknown version is omitted. */
export function recordedOutputs({ outputs, inputs }: Vector): VectorOutputs {
  const { labels, annotations, json } = outputs as {
    readonly labels: string
    readonly annotations: string
    readonly json: { readonly labels: object; readonly annotations: readonly string[] }
  }
  const isNamed = inputs.labels?.includes('image.version=') ?? false
  if (outputs?.version !== '' || isNamed) return outputs ?? {}
  const withoutVersion = (lines: readonly string[]) => lines.filter((line) => !emptyVersion.test(line))
  const { 'org.opencontainers.image.version': _, ...known } = json.labels as Readonly<Record<string, string>>
  return {
    ...outputs,
    labels: withoutVersion(labels.split('\n')).join('\n'),
    annotations: withoutVersion(annotations.split('\n')).join('\n'),
    json: { ...json, labels: known, annotations: withoutVersion(json.annotations) },
  }
}
