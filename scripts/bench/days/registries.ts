import { join } from 'node:path'
import type { Place } from '../../../__tests__/push/support/bad-day.ts'
import type { FaultProxy } from '../../../__tests__/support/registry/proxy/fault-proxy.ts'
import { type FaultProxyOptions, startFaultProxy } from '../../../__tests__/support/registry/proxy/fault-proxy.ts'
import { startRegistry } from '../../machine/registry.ts'
import type { RegistryProgram } from '../../machine/registry-program.ts'

/** A real registry and the proxy in front of it. */
export interface ProxiedPlace extends Place {
  readonly proxy: FaultProxy
}

/** Two registries, stopped on disposal. */
export interface TwoRegistries extends AsyncDisposable {
  readonly hosts: readonly string[]
}

export async function startTwo(program: RegistryProgram, directory: string): Promise<TwoRegistries> {
  const registries = await Promise.all(
    [1, 2].map((number) => startRegistry({ program, root: join(directory, `bad-${number}`) }))
  )
  return {
    hosts: registries.map(({ host }) => host),
    async [Symbol.asyncDispose]() {
      await Promise.all(registries.map(({ stop }) => stop()))
    },
  }
}

/** A proxy in front of each registry. */
export interface Proxies extends AsyncDisposable {
  readonly places: readonly ProxiedPlace[]
}

export async function startProxies(
  hosts: readonly string[],
  optionsFor: (index: number) => FaultProxyOptions
): Promise<Proxies> {
  const places = await Promise.all(
    hosts.map(async (host, index) => ({ host, proxy: await startFaultProxy(host, optionsFor(index)) }))
  )
  return {
    places,
    async [Symbol.asyncDispose]() {
      await Promise.all(places.map(({ proxy }) => proxy[Symbol.asyncDispose]()))
    },
  }
}
