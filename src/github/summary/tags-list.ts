import { formatTarget } from '../../oci/distribution/target.ts'
import type { Outcome } from '../../plan/outcome.ts'
import { describeTag } from '../../plan/outcome-text.ts'
import { codeBlock } from './summary-text.ts'

/** The results for the tags: once if they are the same at all targets, otherwise for each target. */
export function tagsList(outcomes: readonly Outcome[]): string | undefined {
  const tagged = outcomes.filter(({ tags }) => tags.length > 0)
  const lines = new Set(tagged.map(tagsOf))
  if (lines.size < 2) return lines.size === 0 ? undefined : `**Tags:** ${[...lines].join()}`
  return [
    '**Tags:**',
    '',
    ...tagged.map((outcome) => `- \`${formatTarget(outcome.target)}\`: ${tagsOf(outcome)}`),
  ].join('\n')
}

function tagsOf(outcome: Outcome): string {
  const groups = Map.groupBy(outcome.tags, (tag) => describeTag(tag, outcome))
  const texts = [...groups].map(([words, group]) => {
    const names = group.map(({ tag }) => `\`${tag}\``).join(', ')
    return words === 'published' ? names : `${names} ${words}`
  })
  return texts.join('; ')
}

/** What to copy: the image by name, tag and digest at each target, and the command that pulls it. */
export function copyBlocks(outcomes: readonly Outcome[], digest: string | undefined): readonly string[] {
  if (!digest) return []
  const references = outcomes
    .filter(({ status }) => status === 'published')
    .map(({ target, tags, root }) => {
      const tag = tags.find(({ status }) => status === 'published' || status === 'unchanged')?.tag
      return `${formatTarget(target)}${tag ? `:${tag}` : ''}@${root?.digest ?? digest}`
    })
  return references.length === 0 ? [] : [codeBlock(references.join('\n')), codeBlock(`docker pull ${references[0]}`)]
}
