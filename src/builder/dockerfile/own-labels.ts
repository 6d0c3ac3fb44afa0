import type { BuildRequest } from '../build-request.ts'
import { stagesBelow } from './base.ts'

/** A quoted or an unquoted word. docs.docker.com, Dockerfile reference, LABEL */
const word = /(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'])+/gs
const keyOfPair = /^(?:"(?:\\.|[^"\\])*"|'[^']*'|[^="'])+/s
const variable = /\$(?:\w+|\{[^}]*\})/

/**
 * Whether a Dockerfile itself sets a label, in the stage that is built or one it is based on. Labels of a base image do
 * not count. A key with variables stands for any that matches. Undefined if the stage does not exist.
 */
export function ownLabels(
  dockerfile: string,
  options: Pick<BuildRequest, 'target' | 'buildArgs'>
): ((key: string) => boolean) | undefined {
  const stages = stagesBelow(dockerfile, options)
  if (stages.length === 0) return undefined
  const labels = stages.flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'LABEL'))
  const patterns = labels.flatMap(({ rest }) => keysIn(rest)).map(textsOf)
  return (key) => patterns.some((texts) => fits(key, texts))
}

/** Parses `LABEL key=value key=value`, or the legacy form `LABEL key value`. */
function keysIn(rest: string): readonly string[] {
  const words = rest.match(word) ?? []
  const keys = words.map((text) => keyOfPair.exec(text)?.[0] ?? '')
  return words[0]?.includes('=') ? keys : keys.slice(0, 1)
}

/** The literal parts of a key, between its variables. */
function textsOf(key: string): readonly string[] {
  return key.replaceAll(/["']|\\(?=.)/g, '').split(variable)
}

/** Whether a key consists of these parts in order, from its start to its end, with anything in between. */
function fits(key: string, [first = '', ...others]: readonly string[]): boolean {
  const last = others.pop()
  if (last === undefined) return key === first
  if (!key.startsWith(first) || !key.endsWith(last)) return false
  let at = first.length
  for (const text of others) {
    const found = key.indexOf(text, at)
    if (found < 0) return false
    at = found + text.length
  }
  return at + last.length <= key.length
}
