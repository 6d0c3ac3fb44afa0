import type { Log } from '../environment.ts'
import type { Inputs } from '../github/inputs.ts'

/** What builders look for themselves: docs.docker.com, build secrets for Git, and predefined build arguments. */
const builders = /^(?:GIT_AUTH_|HTTP_AUTH_|BUILDKIT_|BUILDX_|SOURCE_DATE_EPOCH$|(?:https?|ftp|no|all)_proxy$)/i

/**
 * Tells of secrets and build arguments that the Dockerfile does not name: each may be a further line of the one before,
 * which is then cut. Their names are not shown, since they would be parts of that.
 */
export function tellStrayEntries(
  { secrets, buildArgs }: Pick<Inputs, 'secrets' | 'buildArgs'>,
  dockerfile: string,
  log: Log
): void {
  // The Dockerfile is not here.
  if (dockerfile === '') return
  // A secret can be named by a variable, an argument cannot.
  const hasVariables = /\b(?:id|target|env)=[^\s,]*\$/.test(dockerfile)
  const names = hasVariables ? [] : secrets.map(([id]) => id)
  for (const entry of strayIn(names, dockerfile)) log.warning(complaint('secrets', entry))
  // Several Dockerfiles are often built with the same arguments, so this may be meant.
  const [first] = strayIn(
    buildArgs.map((argument) => argument.replace(/=.*/s, '')),
    dockerfile
  )
  if (first !== undefined) log.notice(complaint('build-args', first))
}

/** The numbers of entries, from 1, that are not in the text. The first is not the further line of any. */
function strayIn(names: readonly string[], text: string): readonly number[] {
  const isStray = (name: string, index: number) => index > 0 && !builders.test(name) && !text.includes(name)
  return names.flatMap((name, index) => (isStray(name, index) ? [index + 1] : []))
}

function complaint(input: string, entry: number): string {
  const remedy = `If it is a continuation of entry ${entry - 1}, quote that entry as a whole: "NAME=first line⏎last line"`
  return `The Dockerfile does not use entry ${entry} of the input '${input}'. ${remedy}`
}
