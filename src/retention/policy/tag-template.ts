import { sanitize, toTag } from '../../names/tag-name.ts'
import type { Tag } from '../../oci/distribution/tag.ts'

/** A text with one variable in it. */
interface Template {
  readonly text: string
  readonly before: string
  readonly after: string
}

/** Names the tag of a pull request: `pr-{{number}}`. */
export type NumberTemplate = Template & { readonly variable: 'number' }

/** Names the tag of a branch: `{{branch}}`. */
export type BranchTemplate = Template & { readonly variable: 'branch' }

/** Parses a text that has the variable once, and nothing else in braces; undefined otherwise. */
export function parseTemplate<Variable extends 'number' | 'branch'>(
  text: string,
  variable: Variable
): (Template & { readonly variable: Variable }) | undefined {
  const [, before = '', name, after = ''] = /^([^{}]*)\{\{\s*(\w+)\s*\}\}([^{}]*)$/.exec(text) ?? []
  const isPlain = /^[a-zA-Z0-9_./-]*$/.test(before + after)
  return name === variable && isPlain ? { text, variable, before, after } : undefined
}

/** The number of the pull request that a tag is named after; undefined if it is not. */
export function pullRequestOf(tag: Tag, { before, after }: NumberTemplate): number | undefined {
  const [start, end] = [sanitize(before), sanitize(after)]
  if (!tag.startsWith(start) || !tag.endsWith(end)) return undefined
  const digits = tag.slice(start.length, tag.length - end.length)
  return /^[1-9]\d{0,9}$/.test(digits) ? Number(digits) : undefined
}

/** The tags that a branch may have: as the rules for tags name them, with prefix and suffix joined before or after. */
export function tagsOfBranch(branch: string, { before, after }: BranchTemplate): readonly string[] {
  const whole = `${before}${branch}${after}`
  return [toTag(whole)?.tag ?? '', `${sanitize(before)}${toTag(branch)?.tag ?? ''}${sanitize(after)}`, sanitize(whole)]
}

/** Whether a tag has what the template puts around the branch. */
export function hasFormOf(tag: Tag, { before, after }: BranchTemplate): boolean {
  const [start, end] = [sanitize(before).replace(/^[.-]+/, ''), sanitize(after)]
  return tag.length > start.length + end.length && tag.startsWith(start) && tag.endsWith(end)
}

/** Whether the template alone distinguishes the tags of branches from others. */
export function identifiesBranches({ before, after }: BranchTemplate): boolean {
  return /[a-zA-Z0-9]/.test(before + after)
}
