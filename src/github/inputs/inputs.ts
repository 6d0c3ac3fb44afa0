import type { InputValues } from './input.ts'
import { bakeInputs } from './tables/bake-inputs.ts'
import { buildInputs } from './tables/build-inputs.ts'
import { checkInputs } from './tables/check-inputs.ts'
import { commandInputs } from './tables/command-inputs.ts'
import { credentialInputs } from './tables/credential-inputs.ts'
import { nameInputs } from './tables/name-inputs.ts'
import { publishInputs } from './tables/publish-inputs.ts'
import { signInputs } from './tables/sign-inputs.ts'

/** All inputs of the main action. */
export const inputs = {
  ...nameInputs,
  ...buildInputs,
  ...bakeInputs,
  ...commandInputs,
  ...checkInputs,
  ...credentialInputs,
  ...publishInputs,
  ...signInputs,
} as const

export type Inputs = InputValues<typeof inputs>
