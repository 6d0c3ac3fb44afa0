import type { BuildRequest } from '../../src/builder/build-request.ts'
import { readInputs } from '../../src/github/inputs/input.ts'
import { buildInputs } from '../../src/github/inputs/tables/build-inputs.ts'

/** A request without any inputs. */
export const plain: BuildRequest = {
  ...(await readInputs(buildInputs, {})),
  secrets: [],
  labels: [],
  annotations: [],
  names: [],
  imageAttributes: new Map(),
}
