import { InputError } from '../input-error.ts'

/** The environment variable that holds an output for later steps: DOCKER_METADATA_OUTPUT_BAKE_FILE_TAGS */
export function outputVariable(output: string): string {
  return `DOCKER_METADATA_OUTPUT_${output.replaceAll('-', '_').toUpperCase()}`
}

/** DOCKER_METADATA_SET_OUTPUT_ENV: whether outputs are also exported as variables, as they are unless it is false. */
export function parseSetOutputEnv(value = ''): boolean {
  if (value === '' || /^(?:1|t|T|true|TRUE|True)$/.test(value)) return true
  if (/^(?:0|f|F|false|FALSE|False)$/.test(value)) return false
  throw new InputError('DOCKER_METADATA_SET_OUTPUT_ENV', `write 'true' or 'false', not '${value}'`)
}
