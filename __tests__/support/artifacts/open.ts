import type { Variables } from '../../../src/environment.ts'
import type { ArtifactStore, PendingArtifact } from '../../../src/github/artifacts/artifact-store.ts'
import { openArtifactStore } from '../../../src/github/artifacts/open-artifact-store.ts'
import type { RetryPolicy } from '../../../src/http/retry/backoff.ts'
import type { Timeouts } from '../../../src/http/transport.ts'
import { patient, quick } from '../../registry/client.ts'
import { type RecordedLog, testEnvironment } from '../environment.ts'

export interface OpenedStore extends ArtifactStore, AsyncDisposable {
  readonly log: RecordedLog
}

export interface OpenSettings {
  readonly retryPolicy?: RetryPolicy
  readonly timeouts?: Timeouts
  readonly signal?: AbortSignal
  readonly now?: () => Date
}

/** The artifact store as a job with these variables sees it. */
export function storeOf(variables: Variables, settings: OpenSettings = {}): OpenedStore {
  const { retryPolicy = quick, timeouts = patient, ...changes } = settings
  const environment = testEnvironment({ ...changes, variables })
  const { log } = environment
  return Object.assign(openArtifactStore(environment, { retryPolicy, timeouts }), { log })
}

export const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
export const bytesOf = (text: string) => new TextEncoder().encode(text)

/** Creates an artifact whose name must not be taken. */
export async function pendingIn(store: ArtifactStore, name: string): Promise<PendingArtifact> {
  const creation = await store.create(name)
  if (typeof creation === 'string') throw new Error(`${name}: ${creation}`)
  return creation
}

/** Creates, uploads and finalizes an artifact. */
export async function leave(store: ArtifactStore, name: string, text: string): Promise<void> {
  const artifact = await pendingIn(store, name)
  await artifact.upload(bytesOf(text))
  await artifact.finalize()
}
