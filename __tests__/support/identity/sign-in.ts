import type { Variables } from '../../../src/environment.ts'
import type { IdentityFields } from '../../../src/identity/identity.ts'
import { IdentitySession } from '../../../src/identity/identity-session.ts'
import { identify } from '../../../src/identity/providers.ts'
import { testEnvironment } from '../environment.ts'
import { impatient } from '../publish.ts'

export interface SignInOptions {
  /** The registry's entry in the inputs. */
  readonly entry?: IdentityFields | undefined
  readonly variables?: Variables
  readonly now?: () => Date
}

const job = { token: '', registry: undefined }

/** Signs in at registries with what the providers make of an entry and the variables, in one session. */
export async function signInAt(registries: readonly string[], options: SignInOptions) {
  const { entry, variables = {}, now = () => new Date() } = options
  const { log, signal } = testEnvironment()
  const session = new IdentitySession({ variables, ...log, now, signal, retry: impatient })
  const signIn = async (registry: string) => {
    const identity = identify({ registry, entry, variables, job })
    return identity && { description: identity.description, credential: await session.signIn(identity, registry) }
  }
  const found = await Promise.all(registries.map(signIn))
  return {
    descriptions: found.map((each) => each?.description),
    credentials: found.map((each) => each?.credential),
    log,
  }
}

/** The sentence that a sign-in fails with. */
export async function refusalAt(registry: string, options: SignInOptions): Promise<string> {
  return await signInAt([registry], options).then(
    ({ descriptions }) => `no refusal, but ${descriptions}`,
    ({ message }: Error) => message
  )
}
