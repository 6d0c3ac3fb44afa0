/** Which targets must be complete before any tag moves: all, one, or those at the listed registries or repositories. */
export type Required = 'all' | 'any' | readonly string[]

/** A target that is or is not ready for its tags. */
export interface Readiness {
  /** `ghcr.io/acme/app` */
  readonly target: string
  readonly ready: boolean
}

/** Whether a target is among those that must not fail. With 'any' none is by itself. */
export function isRequired(target: string, required: Required): boolean {
  if (required === 'all') return true
  if (required === 'any') return false
  return required.some((name) => target === name || target.startsWith(`${name}/`))
}

/** Whether tags may move: every required target is ready, and at least one is. */
export function mayPublish(targets: readonly Readiness[], required: Required): boolean {
  const lacking = targets.some(({ target, ready }) => !ready && isRequired(target, required))
  return !lacking && targets.some(({ ready }) => ready)
}

/** Whether nothing more can come of it: a required target has failed, or all have. */
export function isLost(failed: readonly string[], targets: readonly string[], required: Required): boolean {
  return (
    targets.length > 0 && (failed.length === targets.length || failed.some((target) => isRequired(target, required)))
  )
}
