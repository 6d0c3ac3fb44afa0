import { InputError } from '../input-error.ts'
import { canonicalRegistry, formatRepository, isRegistry, parseRepository, type Repository } from '../oci/reference.ts'
import type { Required } from '../plan/gate.ts'
import { parseWords } from './parse-build.ts'

/** Images without tags. */
export function parseRepositories(text: string, name: string): readonly Repository[] {
  return parseWords(text, name).map((word) => {
    const repository = parseRepository(word)
    if (!repository) throw new InputError(name, `'${word}' is not an image like ghcr.io/owner/name`)
    return repository
  })
}

/** `all`, `any`, or a list of registries and images. */
export function parseRequired(text: string, name: string): Required {
  if (text === '' || text === 'all') return 'all'
  if (text === 'any') return 'any'
  return parseWords(text, name).map((word) => {
    const registry = canonicalRegistry(word)
    if (!word.includes('/') && /[.:]|^localhost$/.test(word) && isRegistry(registry)) return registry
    const repository = parseRepository(word)
    if (repository) return formatRepository(repository)
    throw new InputError(name, `write 'all', 'any', or registries and images, not '${word}'`)
  })
}
