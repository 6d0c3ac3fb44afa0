import { InputError, throwAll } from '../../input-error.ts'
import { splitItems } from '../../names/inputs/list.ts'

/** A line of `verify-base` or `verify-source`: who may have signed. */
export type VerifyLine =
  /** PEM of a public key, or the path of a file with it. */
  | { readonly key: string }
  /** Whom a certificate is for, and who issued the token that it was issued for. */
  | { readonly identity: string; readonly issuer: string }

/** A key over several lines, as an expression inserts it. */
const inlineKey = /^[^\S\n]*(key[^\S\n]*=[^\S\n]*-----BEGIN [^"]*?-----END [A-Z ]+-----)[^\S\n]*$/gm

/** No message shows any of the text: it may be a private key. Throws InputError, or an AggregateError. */
export function parseVerifyLines(text: string, name: string): readonly VerifyLine[] {
  const problems: unknown[] = []
  const refuse = (index: number, problem: string) =>
    void problems.push(new InputError(name, `entry ${index + 1} ${problem}`))
  const items = splitItems(name, text.replaceAll(inlineKey, '"$1"'))
  const lines = items.flatMap((item, index): readonly VerifyLine[] => {
    const line = parseLine(item.text)
    if (typeof line !== 'string') return [line]
    refuse(index, line)
    return []
  })
  if (items.length === 0 && text.trim() !== '') refuse(0, 'is missing: all lines are comments')
  throwAll(problems)
  return lines
}

/** Or the end of a sentence about what is wrong. */
function parseLine(text: string): VerifyLine | string {
  const [, key] = /^\s*key\s*=\s*(.*?)\s*$/s.exec(text) ?? []
  if (key === '') return 'has an empty key: a variable or secret is empty if it does not exist'
  if (key !== undefined) return { key }
  const [, identity, issuer] = /^\s*identity\s*=\s*([^\s,]+)\s*,\s*issuer\s*=\s*([^\s,]+)\s*$/.exec(text) ?? []
  return identity && issuer
    ? { identity, issuer }
    : "must be 'key=' with a public key (PEM, or the path of a file), or 'identity=URL,issuer=URL'"
}
