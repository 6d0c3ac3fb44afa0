import type { Keyring } from '../../credentials/keyring.ts'
import type { Environment } from '../../environment.ts'
import { givenInput, tryInputs } from '../../github/inputs/input.ts'
import { cleanUpInputs, type RegistryApis } from '../../github/inputs/tables/clean-up-inputs.ts'
import { InputError, problemsOf, throwAll } from '../../input-error.ts'
import type { Repository } from '../../oci/distribution/reference.ts'
import type { NativeWord } from '../../retention/native/native-policy.ts'
import type { RetentionPolicy } from '../../retention/retention-policy.ts'
import { keyringFor, readAccess } from '../read/access.ts'

/** What a step is asked to clean up. */
export interface CleanUpJob {
  readonly images: readonly Repository[]
  readonly policy: RetentionPolicy
  readonly isDryRun: boolean
  readonly registryApis: RegistryApis
  /** The kind of registry to write a policy for; undefined if none is wanted. */
  readonly nativePolicy: NativeWord | undefined
  readonly token: string
  readonly keyring: Keyring
}

/** What the inputs that have no default are for. */
const required = {
  images: 'name at least one image, such as ghcr.io/owner/name',
  policy: "say what may be deleted, such as 'untagged: true'. What no rule names is kept",
}

/** Reads all inputs. Throws an InputError for each mistake, all at once. */
export async function readCleanUp(environment: Environment): Promise<CleanUpJob> {
  const { variables, signal } = environment
  const { values, problems } = await tryInputs(cleanUpInputs, variables)
  const missing = Object.entries(required).filter(([name]) => !givenInput(name, variables)?.trim())
  const access = await readAccess(values, environment)
  const all = [...problems.flatMap(problemsOf), ...missing.map((each) => new InputError(...each)), ...access.problems]
  throwAll(all)
  return {
    images: values.images,
    policy: values.policy as RetentionPolicy,
    isDryRun: values.dryRun,
    registryApis: values.registryApi,
    nativePolicy: values.nativePolicy,
    token: values.githubToken,
    keyring: keyringFor(values, access, environment, signal),
  }
}
