/**
 * Which targets must be complete before any tag moves: all, any one, or those of the listed registries, owners, images.
 */
export type Required = 'all' | 'any' | readonly string[]

/** Whether a target is ready for its tags. */
export interface Readiness {
  /** `ghcr.io/acme/app` */
  readonly target: string
  readonly ready: boolean
}

/** Whether a target must not fail. With `any`, no single target is required. */
export function isRequired(target: string, required: Required): boolean {
  if (required === 'all') return true
  if (required === 'any') return false
  return required.some((name) => covers(name, target))
}

/** The entries of a list that match no target. */
export function unmatched(targets: readonly string[], required: Required): readonly string[] {
  if (typeof required === 'string') return []
  return required.filter((name) => !targets.some((target) => covers(name, target)))
}

/** Docker Hub's `docker.io/acme` is an owner, but may also be an image, which Docker keeps in `library/`. */
function covers(name: string, target: string): boolean {
  const image = name.replace(/^docker\.io\/(?=[^/]+$)/, 'docker.io/library/')
  return target === name || target === image || target.startsWith(`${name}/`)
}

/** Whether tags may move: every required target is ready, and at least one is. */
export function mayPublish(targets: readonly Readiness[], required: Required): boolean {
  const lacking = targets.some(({ target, ready }) => !ready && isRequired(target, required))
  return !lacking && targets.some(({ ready }) => ready)
}

/** Whether the tags of several images may move; `images` has the targets of each. With `any`, each image needs one. */
export function mayPublishAll(images: readonly (readonly Readiness[])[], required: Required): boolean {
  const judged = required === 'any' ? images : [images.flat()]
  return judged.length > 0 && judged.every((targets) => mayPublish(targets, required))
}

/** The progress of a target. */
export interface TargetState {
  readonly target: string
  readonly state: 'under way' | 'ready' | 'failed'
}

/**
 * Whether the targets still under way decide nothing: all required ones have ended or, if none is required, one is
 * ready.
 */
export function isDecided(targets: readonly TargetState[], required: Required): boolean {
  const needed = targets.filter(({ target }) => isRequired(target, required))
  if (needed.length > 0) return needed.every(({ state }) => state !== 'under way')
  return targets.some(({ state }) => state === 'ready')
}

/** Whether publishing an image can no longer succeed: a required target has failed, or all have. */
export function isLost(failed: readonly string[], targets: readonly string[], required: Required): boolean {
  const lost = targets.filter((target) => failed.includes(target))
  return targets.length > 0 && (lost.length === targets.length || lost.some((target) => isRequired(target, required)))
}
