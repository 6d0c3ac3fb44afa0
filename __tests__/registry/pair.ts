import type { Behaviour } from '../support/registry/behaviour.ts'
import { startTestRegistry, type TestRegistry, type TestRegistryOptions } from '../support/registry/registry.ts'
import { type Client, type ClientOptions, clientAt } from './client.ts'

/** A registry with the given behavior, and our client for it. */
export interface Pair extends AsyncDisposable {
  readonly registry: TestRegistry
  readonly client: Client
}

export async function meetRegistry(
  behaviour: Partial<Behaviour> = {},
  clientOptions: ClientOptions = {},
  registryOptions: TestRegistryOptions = {}
): Promise<Pair> {
  const registry = await startTestRegistry({ ...registryOptions, behaviour })
  const client = await clientAt(registry.host, clientOptions)
  return {
    registry,
    client,
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]()
      await registry[Symbol.asyncDispose]()
    },
  }
}
