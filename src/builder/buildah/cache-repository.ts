import { attributesOf } from '../buildx/options/attributes.ts'

/** The attributes of a cache in a registry that mean something here, or that ask for what is done anyway. */
const accepted = ['type', 'ref', 'mode']

/** The repository of a cache: its name, or `type=registry,ref=NAME` as for buildx. Undefined for any other cache. */
export function cacheRepository(text: string): string | undefined {
  if (!text.includes('=')) return text
  const attributes = attributesOf(text)
  if (attributes?.get('type') !== 'registry') return undefined
  return [...attributes.keys()].every((name) => accepted.includes(name)) ? attributes.get('ref') : undefined
}
