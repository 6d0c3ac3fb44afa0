import { listSourceForms } from '../../sources/open.ts'

interface Mistake {
  readonly pattern: RegExp
  readonly advice: (text: string) => string
}

/** Mistakes that are easily made, the most telling first. */
const mistakes: readonly Mistake[] = [
  {
    pattern: /,\s*(?:oci-|docker|previous)/,
    advice: (text) => `write each source on a line of its own, without commas, not '${text}'`,
  },
  {
    pattern: /^(?:oci-layout|oci-archive|docker-archive|docker-daemon|previous|docker):.*(?<=[:@/])$/,
    advice: (text) => `something is missing at the end of '${text}': is a variable or an output empty?`,
  },
  {
    pattern: /^docker-daemon:\/\/./,
    advice: (text) => `write '${text.replace('//', '')}', not '${text}'`,
  },
  {
    pattern: /^https?:\/\/./,
    advice: (text) => `write '${text.replace(/^https?/, 'docker')}', not '${text}'`,
  },
  {
    pattern: /^[^:]*\.tar(?:\.\w+)?$/,
    advice: (text) => `write 'oci-archive:${text}' or 'docker-archive:${text}', not '${text}'`,
  },
  {
    pattern: /^[^\s/]+\.[^\s/]+\/\S+$/,
    advice: (text) => `write 'docker://${text}', not '${text}'`,
  },
]

/** What to write instead of a text that has the form of no source, as the end of a sentence. */
export function correctSource(text: string): string {
  const mistake = mistakes.find(({ pattern }) => pattern.test(text))
  return mistake?.advice(text) ?? `write ${listSourceForms((form) => `'${form}'`)}, not '${text}'`
}
