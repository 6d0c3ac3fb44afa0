import { matchesGlob } from '../../src/plan/tag-selection.ts'
import type { NativeWord } from '../../src/retention/native/native-policy.ts'
import { day } from './repository.ts'

/** An image with one tag. */
export interface TaggedImage {
  readonly tag: string
  /** Milliseconds. */
  readonly age: number
}

type Delete = (text: string, images: readonly TaggedImage[]) => readonly TaggedImage[]

/** What each registry would delete, according to its documentation, in the simplest form. */
export const models: Readonly<Record<NativeWord, Delete>> = { ecr, gar, harbor, gitlab, acr, zot }

interface EcrRule {
  readonly rulePriority: number
  readonly selection: {
    readonly tagStatus: string
    readonly tagPatternList?: readonly [string]
    readonly countType: string
    readonly countNumber: number
  }
}

function ecr(text: string, images: readonly TaggedImage[]) {
  const { rules } = JSON.parse(text) as { readonly rules: readonly EcrRule[] }
  return images.filter(({ tag, age }) => {
    const rule = rules.find(({ selection }) => selection.tagPatternList?.every((pattern) => matchesGlob(tag, pattern)))
    return rule?.selection.countType === 'sinceImagePushed' && age > rule.selection.countNumber * day
  })
}

interface GarPolicy {
  readonly action: { readonly type: string }
  readonly condition?: {
    readonly tagState: string
    readonly tagPrefixes?: readonly string[]
    readonly olderThan?: string
    readonly newerThan?: string
  }
  readonly mostRecentVersions?: { readonly keepCount: number }
}

function gar(text: string, images: readonly TaggedImage[]) {
  const policies = JSON.parse(text) as readonly GarPolicy[]
  const fits = ({ tag, age }: TaggedImage, { condition, mostRecentVersions }: GarPolicy) => {
    if (mostRecentVersions) return newest(images, mostRecentVersions.keepCount).some((image) => image.tag === tag)
    const { tagState = '', tagPrefixes = [''], olderThan = '-1h', newerThan } = condition ?? {}
    const isYoung = newerThan === undefined || age < milliseconds(newerThan)
    return (
      tagState !== 'untagged' &&
      tagPrefixes.some((start) => tag.startsWith(start)) &&
      age > milliseconds(olderThan) &&
      isYoung
    )
  }
  const named = (image: TaggedImage, type: string) =>
    policies.some((policy) => policy.action.type === type && fits(image, policy))
  return images.filter((image) => named(image, 'Delete') && !named(image, 'Keep'))
}

interface HarborRule {
  readonly template: string
  readonly params: { readonly latestPushedK?: number; readonly nDaysSinceLastPush?: number }
  readonly tag_selectors: readonly [{ readonly decoration: string; readonly pattern: string }]
}

function harbor(text: string, images: readonly TaggedImage[]) {
  const { rules } = JSON.parse(text) as { readonly rules: readonly HarborRule[] }
  const retained = rules.flatMap(({ template, params, tag_selectors: [{ decoration, pattern }] }) => {
    const globs = pattern.replace(/^\{(.*)\}$/, '$1').split(',')
    const isMatch = ({ tag }: TaggedImage) => globs.some((glob) => matchesGlob(tag, glob.replace('**', '*')))
    const chosen = images.filter((image) => isMatch(image) === (decoration === 'matches'))
    if (template === 'latestPushedK') return newest(chosen, params.latestPushedK ?? 0)
    if (template === 'always') return chosen
    return chosen.filter(({ age }) => age <= (params.nDaysSinceLastPush ?? 0) * day)
  })
  return images.filter((image) => !retained.includes(image))
}

interface GitlabPolicy {
  readonly keep_n?: number
  readonly older_than: string
  readonly name_regex: string
  readonly name_regex_keep?: string
}

function gitlab(text: string, images: readonly TaggedImage[]) {
  const body = JSON.parse(text) as { readonly container_expiration_policy_attributes: GitlabPolicy }
  const { keep_n = 0, older_than, name_regex, name_regex_keep = '^$' } = body.container_expiration_policy_attributes
  const named = images.filter(
    ({ tag }) => tag !== 'latest' && new RegExp(name_regex).test(tag) && !new RegExp(name_regex_keep).test(tag)
  )
  return named.filter((image) => !newest(named, keep_n).includes(image) && image.age > milliseconds(older_than))
}

function acr(text: string, images: readonly TaggedImage[]) {
  const purges = [...text.matchAll(/--filter "acme\/app:(?<filter>[^"]+)" --ago (?<ago>\w+)/g)]
  return images.filter(({ tag, age }) =>
    purges.some(({ groups: { filter = '', ago = '' } = {} }) => new RegExp(filter).test(tag) && age > milliseconds(ago))
  )
}

interface ZotPolicy {
  readonly keepTags?: readonly {
    readonly patterns: readonly string[]
    readonly mostRecentlyPushedCount?: number
    readonly pushedWithin?: string
  }[]
}

function zot(text: string, images: readonly TaggedImage[]) {
  type Config = { readonly storage: { readonly retention: { readonly policies: readonly [ZotPolicy] } } }
  const [{ keepTags }] = (JSON.parse(text) as Config).storage.retention.policies
  if (!keepTags || keepTags.length === 0) return []
  const kept = keepTags.flatMap(({ patterns, mostRecentlyPushedCount, pushedWithin }) => {
    const chosen = images.filter(({ tag }) => patterns.some((pattern) => new RegExp(pattern).test(tag)))
    if (mostRecentlyPushedCount === undefined && pushedWithin === undefined) return chosen
    const young = chosen.filter(({ age }) => pushedWithin !== undefined && age <= milliseconds(pushedWithin))
    return [...young, ...newest(chosen, mostRecentlyPushedCount ?? 0)]
  })
  return images.filter((image) => !kept.includes(image))
}

function newest(images: readonly TaggedImage[], count: number): readonly TaggedImage[] {
  return images.toSorted((a, b) => a.age - b.age).slice(0, count)
}

function milliseconds(text: string): number {
  const units: Readonly<Record<string, number>> = { h: day / 24, d: day, w: 7 * day }
  return Number.parseInt(text, 10) * (units[text.slice(-1)] ?? Number.NaN)
}
