import { stagesBelow } from './base.ts'
import type { BuildRequest } from './build-request.ts'

/** A text in quotes, or what needs none. docs.docker.com, Dockerfile reference, LABEL */
const word = /(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'])+/gs
const keyOfPair = /^(?:"(?:\\.|[^"\\])*"|'[^']*'|[^="'])+/s
const variable = /\$(?:\w+|\{[^}]*\})/

/**
 * Whether a Dockerfile itself sets a label, in the stage that is built or one below it. What a base image says is not
 * the Dockerfile's own. A key that is made of variables may be any that fits. Undefined where there is no such stage.
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

/** `LABEL key=value key=value`, or in the old form `LABEL key value`. */
function keysIn(rest: string): readonly string[] {
  const words = rest.match(word) ?? []
  const keys = words.map((text) => keyOfPair.exec(text)?.[0] ?? '')
  return words[0]?.includes('=') ? keys : keys.slice(0, 1)
}

/** What stands between the variables of a key. */
function textsOf(key: string): readonly string[] {
  return key.replaceAll(/["']|\\(?=.)/g, '').split(variable)
}

/** Whether a key has all these texts, one behind the other, from its start to its end. */
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
