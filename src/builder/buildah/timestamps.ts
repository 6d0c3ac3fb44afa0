import type { Variables } from '../../environment.ts'
import type { BuildRequest } from '../build-request.ts'

const name = 'SOURCE_DATE_EPOCH'

/** The time that a build is to use instead of the present one: a build argument, or else a variable. Never ours. */
export function sourceDateEpoch({ buildArgs }: Pick<BuildRequest, 'buildArgs'>, variables: Variables): string {
  const given = buildArgs.findLast((argument) => argument.startsWith(`${name}=`))
  return given?.slice(name.length + 1) ?? variables[name] ?? ''
}

/**
 * The arguments for a time, in seconds since 1970. Buildah knows SOURCE_DATE_EPOCH since 1.41, and refuses to have
 * `--timestamp` beside it, which does the same in older versions. `help` is what `build --help` prints.
 */
export function timestampArguments(epoch: string, help: string): readonly string[] {
  if (epoch === '') return []
  return help.includes('--source-date-epoch')
    ? [`--source-date-epoch=${epoch}`, '--rewrite-timestamp']
    : [`--timestamp=${epoch}`, `--build-arg=${name}=${epoch}`]
}
