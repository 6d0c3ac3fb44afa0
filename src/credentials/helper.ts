import type { Run, Variables } from '../environment.ts'
import { parseRecord } from '../json.ts'
import type { Credential } from '../registry/auth/credential.ts'
import { RegistryError } from '../registry/errors/registry-error.ts'
import { identityOf } from './auth-entry.ts'

export interface HelperRequest {
  /** `ecr-login` for the program docker-credential-ecr-login. */
  readonly helper: string
  /** The server URL to pass to the helper. */
  readonly server: string
  /** The canonical host, for errors. */
  readonly registry: string
  readonly run: Run
  readonly variables: Variables
  readonly mask: (secret: string) => void
  readonly redact: (text: string) => string
  /** Timeout in milliseconds. */
  readonly timeout?: number
  readonly signal: AbortSignal
}

const helperName = /^[A-Za-z0-9._-]+$/
/** A helper that prompts the user would wait forever. */
const defaultTimeout = 60_000

/**
 * Asks a credential helper: docker/docker-credential-helpers, README. Undefined if it has none for the server. Any
 * other failure is an error: going on without could send credentials elsewhere (CVE-2021-41092).
 */
export async function askHelper(request: HelperRequest): Promise<Credential | undefined> {
  const { helper, registry } = request
  const program = `docker-credential-${helper}`
  const fail = (reason: string, cause?: unknown) =>
    new RegistryError({ where: registry, operation: `sign-in with ${program}`, reason, ...(cause ? { cause } : {}) })

  if (!helperName.test(helper)) throw fail('this is not a valid credential helper name')
  const { exitCode, stdout, stderr } = await runHelper(program, request, fail)
  if (/credentials not found/i.test(`${stdout}\n${stderr}`)) return undefined
  const { Username: username, Secret: secret } = parseRecord(stdout)
  // A helper that fails may repeat its output on stderr.
  if (typeof secret === 'string') request.mask(secret)
  if (exitCode !== 0) throw fail(`the program failed with exit code ${exitCode}${lastWords(stdout, stderr, request)}`)
  if (typeof username !== 'string' || typeof secret !== 'string' || secret === '')
    throw fail('it returned no credential')
  return username === '<token>' ? identityOf(secret, username) : { kind: 'password', username, password: secret }
}

/** The last line of its output. Some helpers print errors on stdout, but that is also where secrets are. */
function lastWords(stdout: string, stderr: string, { redact }: HelperRequest): string {
  const said = /\S/.test(stderr) || /secret/i.test(stdout) ? stderr : stdout
  const words = redact(said).trim().split('\n').at(-1) ?? ''
  const shown = words
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 300)
    .replace(/\.+$/, '')
  return shown === '' ? '' : ` (${shown})`
}

async function runHelper(
  program: string,
  { server, run, variables, timeout = defaultTimeout, signal }: HelperRequest,
  fail: (reason: string, cause: unknown) => RegistryError
) {
  const limit = AbortSignal.timeout(timeout)
  const command = { program, args: ['get'], variables, input: `${server}\n`, signal: AbortSignal.any([signal, limit]) }
  // A child of the helper may live on and keep the output open, so the timeout does not wait for that.
  const { promise: late, reject } = Promise.withResolvers<never>()
  limit.addEventListener('abort', () => reject(limit.reason), { once: true })
  return await Promise.race([run(command), late]).catch((cause: unknown) => {
    signal.throwIfAborted()
    if (limit.aborted) throw fail(`the program did not finish within ${timeout / 1000} seconds`, cause)
    throw fail('the program cannot be started. Install it, or remove it from the Docker config', cause)
  })
}
