import { InputError } from '../../input-error.ts'

const variable = 'DOCKER_METADATA_SHORT_SHA_LENGTH'

/** The first characters of a commit SHA: seven, unless the variable sets another number. */
export function shortSha(sha: string, length = ''): string {
  const count = length === '' ? 7 : Number(length)
  if (Number.isNaN(count)) throw new InputError(variable, `'${length}' is not a number`)
  return sha.substring(0, count)
}
