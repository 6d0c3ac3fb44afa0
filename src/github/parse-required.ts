import { InputError } from '../input-error.ts'
import { canonicalRegistry, formatRepository, isRegistry, parseReference } from '../oci/reference.ts'
import type { Required } from '../plan/gate.ts'
import { parseWords } from './parse-build.ts'

/** `all`, `any`, or a list of registries and images. */
export function parseRequired(text: string, name: string): Required {
  if (text === '' || text === 'all') return 'all'
  if (text === 'any') return 'any'
  return parseWords(text, name).map((word) => {
    const registry = canonicalRegistry(word)
    if (!word.includes('/') && /[.:]|^localhost$/.test(word) && isRegistry(registry)) return registry
    const reference = parseReference(word)
    if (!reference || reference.tag || reference.digest) {
      throw new InputError(name, `write 'all', 'any', or registries and images, not '${word}'`)
    }
    return formatRepository(reference.repository)
  })
}
