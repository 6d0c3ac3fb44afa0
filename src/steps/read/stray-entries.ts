import type { Log, Variables } from '../../environment.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { throwAll } from '../../input-error.ts'
import { entryError } from '../../names/inputs/list.ts'

/** Names that builders read themselves: docs.docker.com, Git authentication secrets and predefined build arguments. */
const builders = /^(?:GIT_AUTH_|HTTP_AUTH_|BUILDKIT_|BUILDX_|SOURCE_DATE_EPOCH$|(?:https?|ftp|no|all)_proxy$)/i

/**
 * Warns about secrets and build arguments that the Dockerfile does not name: each may be a continuation of the previous
 * one, which is then truncated. Names are not shown, since they would be a part of that value.
 */
export function warnAboutStrayEntries(
  { secrets, buildArgs }: Pick<Inputs, 'secrets' | 'buildArgs'>,
  dockerfile: string,
  log: Log
): void {
  // The Dockerfile is not available locally.
  if (dockerfile === '') return
  // A variable can name a secret, but not an argument.
  const hasVariables = /\b(?:id|target|env)=[^\s,]*\$/.test(dockerfile)
  const names = hasVariables ? [] : secrets.map(([id]) => id)
  for (const entry of unusedIn(names, dockerfile)) log.warning(complaint('secrets', entry))
  // Several Dockerfiles are often built with the same arguments, so this may be intended.
  const unused = unusedIn(
    buildArgs.map((argument) => argument.replace(/=.*/s, '')),
    dockerfile
  )
  const first = unused.find((entry) => looksCut(buildArgs[entry - 2] ?? '', buildArgs[entry - 1] ?? ''))
  if (first !== undefined) log.notice(complaint('build-args', first))
}

/** Whether an argument may be a line of the one before it: that one's value has lines like it, or it has no proper name. */
function looksCut(before: string, argument: string): boolean {
  return /=[^=]+=/.test(before) || !/^[a-z_][a-z0-9_]*(?:=|$)/i.test(argument)
}

/** The numbers, from 1, of entries that are not in the text. The first cannot be a continuation. */
function unusedIn(names: readonly string[], text: string): readonly number[] {
  const isStray = (name: string, index: number) => index > 0 && !builders.test(name) && !text.includes(name)
  return names.flatMap((name, index) => (isStray(name, index) ? [index + 1] : []))
}

function complaint(input: string, entry: number): string {
  const remedy = `If it is a continuation of entry ${entry - 1}, quote that entry as a whole: "NAME=first line⏎last line"`
  return `The Dockerfile does not use entry ${entry} of the input '${input}'. ${remedy}`
}

/** A build argument without `=` must name a variable; otherwise it is a stray line of a value. Throws InputError. */
export function checkBuildArguments({ buildArgs }: Pick<Inputs, 'buildArgs'>, variables: Variables): void {
  const missing = buildArgs.map((argument) => !argument.includes('=') && variables[argument] === undefined)
  const problem = ', or set an environment variable of that name for the step'
  throwAll(
    missing.flatMap((isMissing, index) => (isMissing ? entryError('NAME=value', 'build-args', index, problem) : []))
  )
}
