import type { Environment } from '../../environment.ts'
import { type ExchangeResponse, exchange } from '../../identity/exchange.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'

export type ServiceContext = Pick<Environment, 'variables' | 'now' | 'log' | 'signal'>

/** A request to a service, which is a POST if it has a body. */
export interface ServiceRequest {
  readonly path: string
  /** What is requested, as a noun, for errors. */
  readonly purpose: string
  /** Sent as JSON. */
  readonly body?: object
  /** Statuses beside 2xx that are an answer. */
  readonly answers?: readonly number[]
}

/** Sends a request to a service, with retries, and without redirects. Throws RegistryError, which names the service. */
export async function callService(
  base: URL,
  { path, purpose, body, answers = [] }: ServiceRequest,
  { variables, now, log, signal }: ServiceContext
): Promise<ExchangeResponse> {
  const url = new URL(base.href.replace(/\/+$/, '') + path)
  const sent =
    body === undefined
      ? { method: 'GET' as const }
      : { method: 'POST' as const, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return await exchange(
    { ...sent, url, purpose, answers, mayBeLocal: true },
    { registry: url.host, variables, now, signal, redact: (text) => log.redact(text) }
  ).catch((error: unknown) => {
    throw error instanceof RegistryError ? asFailureOfService(error) : error
  })
}

/** Replaces the general advice, which is about registries; a refusal explains itself. */
function asFailureOfService(error: RegistryError): RegistryError {
  const { failure, status, transient } = error
  if (transient) return new RegistryError({ ...failure, advice: 'Check its URL, or run this again once it works.' })
  if (status !== undefined) return error
  const advice = 'Check its URL and its certificate: a private authority has to be in NODE_EXTRA_CA_CERTS.'
  return new RegistryError({ ...failure, advice })
}
