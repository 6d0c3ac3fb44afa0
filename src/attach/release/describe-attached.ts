import { formatRepository, sameRepository } from '../../oci/distribution/reference.ts'
import type { Outcome } from '../../plan/outcome.ts'
import type { CheckReport } from '../../push/phases/check.ts'
import type { Attached } from './attaching.ts'

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

/** The commands that verify what is attached to each image, to be copied; at one target, as they are alike. */
function summaryOf(
  there: readonly Attached[],
  published: readonly Outcome[],
  otherCommand: OtherCommand
): string | undefined {
  const roots = published.map(({ root }) => root?.digest)
  const commands = there
    .filter(({ claim }) => roots.includes(claim.subject.digest))
    .flatMap((each): [string, string][] => {
      const { digest } = each.claim.subject
      const image = `${formatRepository(each.repository)}@${digest}`
      const other = otherCommand(each, image)
      const own: [string, string] = [`${each.command} ${digest}`, `${each.command} ${image}`]
      return other === undefined ? [own] : [own, [`other than ${own[0]}`, other]]
    })
  // The last of equal keys would win.
  const first = [...new Map(commands.toReversed()).values()].toReversed()
  return first.length === 0 ? undefined : `**Verify:**\n\n\`\`\`\n${first.join('\n')}\n\`\`\``
}
