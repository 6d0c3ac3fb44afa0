import type { Variables } from '../../environment.ts'
import type { Scanner } from './scanners/scanner.ts'

/** What a program needs to find its files, and to reach its database. */
const needed =
  /^(?:PATH|HOME|USERPROFILE|TMPDIR|TMP|TEMP|LANG|LC_\w+|TZ|XDG_\w+|SSL_CERT_FILE|SSL_CERT_DIR|(?:https?|all|no)_proxy|SystemRoot|APPDATA|LOCALAPPDATA)$/i

/**
 * The environment of a scanner: only what is listed here. `configuration` is a folder with a Docker configuration without
 * logins, so that it does not find those of the job.
 */
export function scannerVariables(scanner: Scanner, variables: Variables, configuration: string): Variables {
  const isPassedOn = (name: string) => needed.test(name) || scanner.variables.test(name)
  const passedOn = Object.entries(variables).filter(([name]) => isPassedOn(name))
  return { ...Object.fromEntries(passedOn), ...scanner.settings, DOCKER_CONFIG: configuration }
}
