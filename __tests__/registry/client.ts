import type { Variables } from '../../src/environment.ts'
import type { RetryPolicy } from '../../src/http/retry/backoff.ts'
import type { Timeouts } from '../../src/http/transport.ts'
import { contentOfBytes } from '../../src/oci/blob-content.ts'
import type { Descriptor } from '../../src/oci/descriptor.ts'
import { digestOf } from '../../src/oci/digest.ts'
import { Redactor } from '../../src/redaction/redactor.ts'
import type { Credential } from '../../src/registry/auth/credential.ts'
import type { CredentialSource } from '../../src/registry/auth/credential-source.ts'
import { type ConnectOptions, connect } from '../../src/registry/connect.ts'
import type { Registry } from '../../src/registry/registry.ts'
import { RemoteRepository } from '../../src/registry/repository.ts'

/** Short pauses for tests, in the same proportions as the default ones. */
export const quick: RetryPolicy = { attempts: 6, firstWait: 2, longestWait: 20, budget: 2_000 }

/** Timeouts that are long enough for a busy machine. */
export const patient: Timeouts = {
  connect: 5_000,
  answer: 5_000,
  store: 5_000,
  optional: 5_000,
  piece: 5_000,
  body: 5_000,
  unwanted: 5_000,
}

/** Timeouts that are short enough for a test to wait for. */
export const hasty: Timeouts = {
  connect: 500,
  answer: 500,
  store: 500,
  optional: 200,
  piece: 500,
  body: 5_000,
  unwanted: 200,
}

export const ann: Credential = { kind: 'password', username: 'ann', password: 'secret' }

export interface ClientOptions extends Partial<Omit<ConnectOptions, 'credential'>> {
  readonly credential?: Credential | 'none' | CredentialSource
  readonly variables?: Variables
}

/** Our client for one registry, and the secrets that it has masked. */
export interface Client extends AsyncDisposable {
  readonly registry: Registry
  readonly masked: readonly string[]
  repository(name: string): RemoteRepository
}

export async function clientAt(host: string, { credential = ann, ...options }: ClientOptions = {}): Promise<Client> {
  const masked: string[] = []
  const redactor = new Redactor()
  const registry = await connect({
    registry: host,
    credential: sourceOf(credential),
    variables: {},
    mask: (secret) => {
      masked.push(secret)
      redactor.add(secret)
    },
    redact: (text) => redactor.redact(text),
    now: () => new Date(),
    signal: new AbortController().signal,
    retry: quick,
    timeouts: patient,
    ...options,
  })
  return {
    registry,
    masked,
    repository: (name) => new RemoteRepository(registry, { registry: host, name }),
    [Symbol.asyncDispose]: () => registry[Symbol.asyncDispose](),
  }
}

function sourceOf(credential: Credential | 'none' | CredentialSource): CredentialSource {
  if (typeof credential === 'function') return credential
  return async () => (credential === 'none' ? undefined : credential)
}

export function descriptorOf(bytes: Uint8Array): Descriptor {
  return { mediaType: 'application/octet-stream', digest: digestOf(bytes), size: bytes.length }
}

/** Uploads bytes as a blob, and returns how many were sent. */
export async function upload(repository: RemoteRepository, bytes: Uint8Array): Promise<number> {
  let sent = 0
  await repository.blobs.upload(descriptorOf(bytes), contentOfBytes(bytes), (size) => {
    sent += size
  })
  return sent
}

/** The error that a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  return await promise.then(
    (value) => {
      throw new Error(`it succeeded: ${String(value)}`)
    },
    (error: Error) => error
  )
}
