import { formatRepository, sameRepository } from '../../oci/distribution/reference.ts'
import type { Outcome } from '../../plan/outcome.ts'
import type { CheckReport } from '../../push/phases/check.ts'
import type { Attached } from './attaching.ts'

/** Maximum number of platforms to list with their digests. */
const shownPlatforms = 8

/** Another command that verifies what is attached to an image, given its name. */
type OtherCommand = (attached: Attached, image: string) => string | undefined

/** The outputs and the part of the summary about what is attached to published images. */
export function describeAttached(
  all: readonly Attached[],
  outcomes: readonly Outcome[],
  otherCommand: OtherCommand = () => undefined
): CheckReport {
  const published = outcomes.filter(({ status }) => status === 'published')
  const there = all.filter(({ repository }) =>
    published.some(({ target }) => sameRepository(target.repository, repository))
  )
  const signatures = there.filter(({ claim, isSigned }) => isSigned && !claim.predicate)
  const others = there.filter((each) => !signatures.includes(each))
  return {
    outputs: { signatures: namesOf(signatures), attestations: namesOf(others) },
    summary: summaryOf(there, published, otherCommand),
  }
}

/** `name@digest` of each artifact, one per line. */
function namesOf(all: readonly Attached[]): string {
  return [...new Set(all.map(({ repository, digest }) => `${formatRepository(repository)}@${digest}`))].join('\n')
}

/** The commands that verify what is attached to each image, ready to copy; one target stands for all. */
function summaryOf(
  there: readonly Attached[],
  published: readonly Outcome[],
  otherCommand: OtherCommand
): string | undefined {
  const roots = published.map(({ root }) => root?.digest)
  const about = there.filter(({ claim }) => roots.includes(claim.subject.digest))
  const lines = [...commandsFor(about, otherCommand), ...forPlatforms(there, about, published, otherCommand)]
  return lines.length === 0 ? undefined : `**Verify:**\n\n\`\`\`\n${lines.join('\n')}\n\`\`\``
}

function commandsFor(attached: readonly Attached[], otherCommand: OtherCommand): readonly string[] {
  const commands = attached.flatMap((each): [string, string][] => {
    const { digest } = each.claim.subject
    const image = `${formatRepository(each.repository)}@${digest}`
    const other = otherCommand(each, image)
    const own: [string, string] = [`${each.command} ${digest}`, `${each.command} ${image}`]
    return other === undefined ? [own] : [own, [`other than ${own[0]}`, other]]
  })
  // The last of equal keys would win.
  return [...new Map(commands.toReversed()).values()].toReversed()
}

/**
 * Lists the platforms, for which the same commands are used with other digests. Commands for what only platforms have,
 * such as scans, are written out for the first platform.
 */
function forPlatforms(
  there: readonly Attached[],
  about: readonly Attached[],
  published: readonly Outcome[],
  otherCommand: OtherCommand
): readonly string[] {
  const isOneOfMany = new Set(published.map(({ root }) => root?.digest)).size > 1
  const platforms = published.flatMap((outcome) => outcome.platforms ?? [])
  const unique = new Map(platforms.map((each) => [each.digest, each.platform]))
  const below = there.filter((each) => !about.includes(each) && unique.has(each.claim.subject.digest))
  const [first] = below
  if (!first) return []
  if (isOneOfMany) return ['# The platforms of each image are verified in the same way, with their digests.']
  const known = about.map(({ command }) => command)
  const own = below.filter((each) => {
    return each.claim.subject.digest === first.claim.subject.digest && !known.includes(each.command)
  })
  const others = [...unique].slice(0, shownPlatforms).map(([digest, platform]) => `# ${platform}: ${digest}`)
  const rest = unique.size - others.length
  return [
    '# Its platforms are verified in the same way, with their digests:',
    ...others,
    ...(rest > 0 ? [`# and ${rest} more`] : []),
    ...commandsFor(own, otherCommand),
  ]
}
