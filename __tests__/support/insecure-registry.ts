import { forwardPort } from '../../scripts/machine/forward-port.ts'
import { type RunningRegistry, startRegistry } from '../../scripts/machine/registry.ts'
import type { RegistryProgram } from '../../scripts/machine/registry-program.ts'

/** A registry on another address of this machine than loopback. */
export interface InsecureRegistry extends RunningRegistry {
  /** `ADDRESS:PORT` */
  readonly place: string
  /** The input `registry-auth` for it. */
  readonly auth: string
}

export async function startRegistryOn(address: string, program: RegistryProgram): Promise<InsecureRegistry> {
  const registry = await startRegistry({ program })
  const forwarding = await forwardPort({ host: address, port: registry.port })
  const place = `${address}:${registry.port}`
  return {
    ...registry,
    place,
    auth: `- registry: ${place}\n  insecure: true\n`,
    async [Symbol.asyncDispose]() {
      await forwarding[Symbol.asyncDispose]()
      await registry.stop()
    },
  }
}
