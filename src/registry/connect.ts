import type { Log, Variables } from '../environment.ts'
import type { Tls } from '../http/connection/tls.ts'
import { isUnreachable, suggestsPlainHttp } from '../http/network-failure.ts'
import { isLoopback } from '../http/origin.ts'
import { proxyVariable, UnusableProxy } from '../http/proxy.ts'
import { type Timeouts, Transport } from '../http/transport.ts'
import type { JsonRecord } from '../json.ts'
import { dockerHub, type Repository } from '../oci/distribution/reference.ts'
import { Authorization } from './auth/authorization.ts'
import type { CredentialSource } from './auth/credential-source.ts'
import { RegistryError } from './errors/registry-error.ts'
import { Warnings } from './errors/warnings.ts'
import { defaultRetryPolicy, type RegistryRetryPolicy } from './limits/retry.ts'
import { Registry } from './registry.ts'

/** How to speak to a registry. */
export interface RegistrySettings {
  readonly tls?: Tls
  /** Accepts any certificate, and falls back to plain http if the registry does not speak TLS. */
  readonly insecure?: boolean
  /** Hosts that are trusted as token services of this registry. */
  readonly realms?: readonly string[]
}

/** How to access a registry, and as whom. Repositories with one access share connections, tokens and limits. */
export interface Access extends RegistrySettings {
  readonly credential: CredentialSource
  /** Creates a missing repository, where the inputs ask for that. Throws RegistryError. */
  readonly createRepository?: (name: string) => Promise<void>
  /** Calls the registry's own API with the keys that the credential comes from. Throws RegistryError. */
  readonly call?: (call: KeyedCall) => Promise<JsonRecord>
}

/** A call of an API whose requests are signed with keys: an action of Amazon ECR, such as `DescribeImages`. */
export interface KeyedCall {
  readonly action: string
  /** The name of the repository that it is about. */
  readonly name: string
  readonly fields: JsonRecord
  /** What is being done, as a noun, for errors. */
  readonly operation: string
}

export interface ConnectOptions extends Access {
  /** The canonical host. */
  readonly registry: string
  readonly variables: Variables
  readonly mask: (secret: string) => void
  readonly redact: (text: string) => string
  /** Called with each warning that the registry sends. */
  readonly warned?: (text: string) => void
  readonly now: () => Date
  readonly signal: AbortSignal
  readonly retry?: RegistryRetryPolicy
  readonly timeouts?: Timeouts
}

export interface RegistriesOptions extends Pick<ConnectOptions, 'variables' | 'now' | 'signal' | 'retry' | 'timeouts'> {
  /** Gives one object for all repositories of a registry that are accessed in the same way, as the same user. */
  readonly accessTo: (repository: Repository) => Promise<Access>
  readonly log: Pick<Log, 'info' | 'mask' | 'redact'>
}

/** The registries of a run: one client for each access, with its connections, tokens and limits. */
export class Registries implements AsyncDisposable {
  readonly #options: RegistriesOptions
  readonly #clients = new Map<Access, Promise<Registry>>()

  constructor(options: RegistriesOptions) {
    this.#options = options
  }

  /** The client for a repository. Sends nothing yet, except to find out whether the registry speaks TLS. */
  async at(repository: Repository): Promise<Registry> {
    const access = await this.#options.accessTo(repository)
    const client = this.#clients.get(access) ?? this.#connect(repository.registry, access)
    this.#clients.set(access, client)
    return await client
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const clients = await Promise.allSettled(this.#clients.values())
    const open = clients.filter((client) => client.status === 'fulfilled')
    await Promise.all(open.map(({ value }) => value[Symbol.asyncDispose]()))
  }

  #connect(registry: string, access: Access): Promise<Registry> {
    const { accessTo: _, log, ...options } = this.#options
    const { mask, redact } = log
    const warned = (text: string) => log.info(`${registry} warns: ${text}`)
    return connect({ ...options, ...access, registry, mask, redact, warned })
  }
}

/** Sets up the client of a registry; sends nothing yet, except to find out whether an insecure one speaks TLS. */
export async function connect(options: ConnectOptions): Promise<Registry> {
  const { registry, credential, realms = [], mask, redact, now, signal, retry = defaultRetryPolicy } = options
  const home = await homeOf(options)
  const transport = transportTo(home, options)
  const heard = new Set<string>()
  const authorization = new Authorization({
    registry,
    home,
    credential,
    realms,
    mask,
    redact,
    now,
    signal,
    send: async (request) => {
      const { host, origin } = request.url
      const response = await transport.request(request).catch((cause: unknown) => {
        signal.throwIfAborted()
        if (cause instanceof UnusableProxy) throw cause
        throw new RegistryError({ where: registry, operation: `sign-in at ${host}`, asked: origin, cause })
      })
      heard.add(origin)
      return response
    },
  })
  const warnings = new Warnings(options.warned ?? (() => undefined), redact)
  const { createRepository } = options
  return new Registry({
    ...{ name: registry, home, transport, authorization, warnings, heard, retry, redact, now, signal },
    ...(createRepository && { createRepository }),
  })
}

function transportTo(home: URL, { tls = {}, insecure = false, variables, timeouts }: ConnectOptions): Transport {
  return new Transport({ home, tls, verify: !insecure, variables, ...(timeouts && { timeouts }) })
}

/** https, except on loopback if no certificates are given, and for insecure registries that do not speak TLS. */
async function homeOf(options: ConnectOptions): Promise<URL> {
  const { registry, tls, insecure } = options
  const secure = new URL(`https://${registry === dockerHub ? 'registry-1.docker.io' : registry}`)
  const plain = new URL(`http://${secure.host}`)
  if (insecure) return (await speaksTls(secure, plain, options)) ? secure : plain
  return isLoopback(secure) && !tls?.ca && !tls?.cert ? plain : secure
}

async function speaksTls(secure: URL, plain: URL, options: ConnectOptions): Promise<boolean> {
  const { signal, variables } = options
  await using transport = transportTo(secure, options)
  const request = { method: 'GET', url: new URL('/v2/', secure), headers: {}, signal } as const
  const isProxied = (url: URL) => proxyVariable(url, variables) !== undefined
  // If only HTTP_PROXY is set, http may be the only way out.
  const isOnlyWay = isProxied(plain) && !isProxied(secure)
  return await transport.request(request).then(
    async (response) => {
      await response.discard()
      return true
    },
    // A transient failure must not send credentials in clear text, unless http is the only way out.
    (error: unknown) => !suggestsPlainHttp(error) && !(isUnreachable(error) && isOnlyWay)
  )
}
