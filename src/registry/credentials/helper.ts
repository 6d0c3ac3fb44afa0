import type { Run, Variables } from '../../environment.ts'
import { RegistryError } from '../registry-error.ts'
import type { Credential } from './credential.ts'

export interface HelperRequest {
  /** `ecr-login` for the program docker-credential-ecr-login. */
  readonly helper: string
  /** The server as the helper knows it. */
  readonly server: string
  /** The canonical host, for errors. */
  readonly registry: string
  readonly run: Run
  readonly variables: Variables
  readonly signal: AbortSignal
}

const helperName = /^[A-Za-z0-9._-]+$/

/**
 * Asks a credential helper: docker/docker-credential-helpers, README. Undefined where it knows no such server. Any
 * other failure is an error: going on without could send credentials elsewhere (CVE-2021-41092).
 */
export async function askHelper(request: HelperRequest): Promise<Credential | undefined> {
  const { helper, server, registry, run, variables, signal } = request
  const program = `docker-credential-${helper}`
  const fail = (reason: string, cause?: unknown) =>
    new RegistryError({ where: registry, operation: `sign-in by ${program}`, reason, ...(cause ? { cause } : {}) })

  if (!helperName.test(helper)) throw fail('this is no name of a credential helper')
  const ended = await run({ program, args: ['get'], variables, input: `${server}\n`, signal }).catch(
    (error: unknown) => {
      signal.throwIfAborted()
      throw fail('the program cannot be started. Install it, or remove it from the Docker config', error)
    }
  )
  const said = `${ended.stdout}\n${ended.stderr}`
  if (/credentials not found/i.test(said)) return undefined
  if (ended.exitCode !== 0) throw fail(`the program ended with exit code ${ended.exitCode}`)
  const { Username: username, Secret: secret } = parseAnswer(ended.stdout)
  if (typeof username !== 'string' || typeof secret !== 'string' || secret === '') throw fail('it gave no credential')
  if (username === '<token>') return { kind: 'identity-token', token: secret }
  return { kind: 'password', username, password: secret }
}

function parseAnswer(stdout: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(stdout)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
