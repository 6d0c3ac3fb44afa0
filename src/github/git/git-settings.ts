import type { Variables } from '../../environment.ts'

/**
 * Settings that keep git from running programs that a repository configures, and from treating any folder as a
 * repository.
 */
export const harmless: readonly (readonly [key: string, value: string])[] = [
  // Files in a commit may look like a bare repository, with a configuration that the author chose.
  ['safe.bareRepository', 'explicit'],
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['log.showSignature', 'false'],
  ['credential.helper', ''],
  ['protocol.ext.allow', 'never'],
]

/** A partial clone would fetch missing objects, with the programs that its configuration names. */
export const offline: Variables = { GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1' }

/**
 * The environment for a child process that may run git in an untrusted folder, as buildx does in a local context. The
 * settings are appended to those of the job: git-config(1), GIT_CONFIG_COUNT. Remote contexts are fetched by BuildKit,
 * not by the child process.
 */
export function confineGit(variables: Variables): Variables {
  const own = Number(variables.GIT_CONFIG_COUNT ?? 0)
  const first = Number.isSafeInteger(own) && own > 0 ? own : 0
  const settings = harmless.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, key],
    [`GIT_CONFIG_VALUE_${first + index}`, value],
  ])
  return {
    ...variables,
    ...Object.fromEntries(settings),
    GIT_CONFIG_COUNT: `${first + harmless.length}`,
    ...offline,
  }
}
