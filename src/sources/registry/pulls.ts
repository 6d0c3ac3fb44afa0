import type { Log } from '../../environment.ts'
import { formatCount } from '../../format-amount.ts'
import { isPullCounted } from '../../oci/distribution/reference.ts'
import type { PullAllowance } from '../../registry/limits/pull-allowance.ts'

/** The part of a limit below which a warning is due. */
const fewPulls = 0.1

/**
 * Logs how many pulls it took to read an image from a registry that counts them, and how many are left; warns if those
 * are few. A HEAD is not a pull, a GET of a manifest is.
 */
export function reportPulls(
  registry: string,
  { count, allowance }: { readonly count: number; readonly allowance: PullAllowance | undefined },
  log: Pick<Log, 'info' | 'warning'>
): void {
  if (!allowance && !isPullCounted({ registry })) return
  const took = `${registry}: reading the source took ${inWords(count)}`
  if (!allowance) {
    log.info(took)
    return
  }
  const { remaining, limit } = allowance
  const left = `${limit === undefined ? inWords(remaining) : `${remaining} of ${inWords(limit)}`} left${periodOf(allowance)}`
  if (limit === undefined || remaining > limit * fewPulls) log.info(`${took}; ${left}`)
  else log.warning(`${took}; only ${left}. Sign in with an account that may pull more, or wait until the period ends`)
}

function inWords(count: number): string {
  return count === 0 ? 'no pulls' : formatCount(count, 'pull')
}

function periodOf({ period }: PullAllowance): string {
  if (period === undefined || period === 0) return ''
  const [length, unit] = period >= 3600 ? [period / 3600, 'hour'] : [period / 60, 'minute']
  const rounded = Math.ceil(length)
  return ` in a period of ${formatCount(rounded, unit)}`
}
