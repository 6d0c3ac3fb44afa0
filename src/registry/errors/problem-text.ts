import type { RegistryProblem } from '../../oci/distribution/error-code.ts'

/** An error response in a few words; empty if it says nothing. Of several entries, the one that says most. */
export function describeProblems(problems: readonly RegistryProblem[]): string {
  const best = problems.toSorted((a, b) => specificityOf(b) - specificityOf(a)).at(0)
  if (!best) return ''
  const { code, message, explanation = '' } = best
  const said = once(message)
  // Some registries repeat the message, or all of it, in the details.
  const parts = said.includes(explanation) ? [said] : explanation.includes(said) ? [explanation] : [said, explanation]
  return [code, ...parts.map((part) => part.replace(/[.:]+$/, ''))].filter(Boolean).join(': ')
}

/** `UNKNOWN: unknown error` says nothing, and a message that repeats its code in lower case adds nothing to it. */
function specificityOf({ code, message, explanation }: RegistryProblem): number {
  const isTelling = /[a-z]/i.test(message) && !/^(?:unknown|internal)(?: server)?(?: error)?$/i.test(message)
  const isRepeated = message.toLowerCase().replaceAll(' ', '_') === code.toLowerCase()
  return (['', 'UNKNOWN'].includes(code) ? 0 : 2) + (isTelling && !isRepeated ? 1 : 0) + (explanation ? 1 : 0)
}

/** Error pages of proxies say everything twice: in the title and in the heading. */
function once(text: string): string {
  return text.replace(/^(.{4,}?) \1(?= |$)/, '$1')
}
