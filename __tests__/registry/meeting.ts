import { image, layer } from '../support/images.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'
import { startTestRegistry, type TestRegistry, type TestRegistryOptions } from '../support/registry/registry.ts'
import { type Stranger, startStranger } from '../support/registry/stranger.ts'
import { Tokens } from '../support/registry/tokens.ts'
import { type Client, type ClientOptions, clientAt, descriptorOf } from './client.ts'

const authority = makeAuthority()
/** A server certificate for this machine. */
export const tls = issue(authority)
/** A client certificate, and the authority to trust. */
export const runner = { ...issue(authority, { name: 'runner' }), ca: authority.cert }
export const app = image({ layers: [layer('base')] })
export const bytes = Buffer.from('a layer')
export const { digest } = descriptorOf(bytes)

/** A registry that asks for our credentials, and a stranger that must not get them. */
export interface Meeting extends AsyncDisposable {
  readonly registry: TestRegistry
  readonly stranger: Stranger
  readonly client: Client
}

export async function meet(
  registryOptions: TestRegistryOptions,
  strangerOptions: Parameters<typeof startStranger>[0] = {},
  clientOptions: ClientOptions = {}
): Promise<Meeting> {
  await using stack = new AsyncDisposableStack()
  const auth = { kind: 'bearer', tokens: new Tokens() } as const
  const registry = stack.use(await startTestRegistry({ auth, ...registryOptions }))
  const stranger = stack.use(await startStranger(strangerOptions))
  const client = stack.use(await clientAt(registry.host, { tls: registryOptions.tls ? runner : {}, ...clientOptions }))
  registry.put('o/app', app, 'v1')
  registry.putBlob('o/app', bytes)
  const rest = stack.move()
  return { registry, stranger, client, [Symbol.asyncDispose]: () => rest[Symbol.asyncDispose]() }
}
