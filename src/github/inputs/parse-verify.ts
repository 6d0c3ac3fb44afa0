import { InputError, throwAll } from '../../input-error.ts'
import { splitItems } from '../../names/inputs/list.ts'

/** A line of `verify-base` or `verify-source`: a public key that may have signed. */
export interface VerifyLine {
  /** PEM, or the path of a file with it. */
  readonly key: string
}

/** A key over several lines, as an expression inserts it. */
const inlineKey = /^[^\S\n]*(key[^\S\n]*=[^\S\n]*-----BEGIN [^"]*?-----END [A-Z ]+-----)[^\S\n]*$/gm

/** No message shows any of the text: it may be a private key. Throws InputError, or an AggregateError. */
export function parseVerifyLines(text: string, name: string): readonly VerifyLine[] {
  const problems: unknown[] = []
  const refuse = (index: number, problem: string) =>
    void problems.push(new InputError(name, `entry ${index + 1} ${problem}`))
  const items = splitItems(name, text.replaceAll(inlineKey, '"$1"'))
  const lines = items.flatMap((item, index): readonly VerifyLine[] => {
    const [, field = '', value = ''] = /^\s*([a-z]+)\s*=\s*(.*?)\s*$/s.exec(item.text) ?? []
    if (field === 'key' && value !== '') return [{ key: value }]
    refuse(index, problemWith(field))
    return []
  })
  if (items.length === 0 && text.trim() !== '') refuse(0, 'is missing: all lines are comments')
  throwAll(problems)
  return lines
}

function problemWith(field: string): string {
  if (field === 'key') return 'has an empty key: a variable or secret is empty if it does not exist'
  if (field === 'identity' || field === 'issuer') {
    return "asks for an identity, but only signatures with a key can be verified: write 'key=PEM or path'"
  }
  return "must be 'key=PEM or path'"
}
