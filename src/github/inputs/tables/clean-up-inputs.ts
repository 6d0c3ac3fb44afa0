import { InputError } from '../../../input-error.ts'
import { inventoryKinds } from '../../../inventory/inventories.ts'
import {
  canonicalRegistry,
  formatRepository,
  isRegistry,
  type Repository,
} from '../../../oci/distribution/reference.ts'
import { nativeWords } from '../../../retention/native/native-policy.ts'
import { parsePolicy } from '../../../retention/policy/parse-policy.ts'
import { parseBoolean, parseChoice } from '../input.ts'
import { parseWords } from '../parse-build.ts'
import { parseRepositories } from '../parse-images.ts'
import { signInInputs } from './credential-inputs.ts'

/** The inputs of the action that deletes images. */
export const cleanUpInputs = {
  images: {
    description: 'The images to clean up, without tags, one per line or separated by commas: `ghcr.io/acme/app`',
    parse: parseImages,
  },
  'dry-run': {
    description: 'Only say what would be deleted. Write `false` to delete it',
    default: 'true',
    // Empty is what an expression gives that names nothing, such as an input of another event.
    parse: (text: string, name: string) => text === '' || parseBoolean(text, name),
  },
  policy: {
    description:
      'What to keep and what may be deleted, as YAML with `keep`, `delete`, `untagged`, `orphans`, `broken`, `keep-digests` and `at-most`. What no rule names is kept, and `keep` always wins. See docs/clean-up.md',
    parse: async (text: string) => (text === '' ? undefined : await parsePolicy(text)),
  },
  'registry-api': {
    description:
      'The API that a registry is cleaned up with, if its host does not show what it is: one word, or `HOST=WORD` for each registry. See docs/registries.md',
    parse: parseRegistryApi,
  },
  'native-policy': {
    description:
      'Also write the nearest policy that the registry carries out itself into the output of this name, without applying it: `ecr`, `gar`, `harbor`, `gitlab`, `acr` or `zot`',
    parse: (text: string, name: string) => (text === '' ? undefined : parseNativeWord(text, name)),
  },
  ...signInInputs(
    "used to sign in to the server's own registry (ghcr.io on github.com), to delete from it, and to find out which pull requests and branches exist. The job needs `packages: write`, and `pull-requests: read` or `contents: read` for rules about those"
  ),
} as const

const parseNativeWord = parseChoice(nativeWords)

function parseImages(text: string, name: string): readonly Repository[] {
  // Owners on GitHub may have capitals.
  const all = parseRepositories(text.toLowerCase(), name)
  return [...new Map(all.map((repository) => [formatRepository(repository), repository])).values()]
}

/** The words for the API of each registry; the key '' is for all that are not listed. */
export type RegistryApis = ReadonlyMap<string, string>

function parseRegistryApi(text: string, name: string): RegistryApis {
  return new Map(parseWords(text, name).map((entry) => parseEntry(entry, name)))
}

function parseEntry(entry: string, name: string): readonly [host: string, word: string] {
  const [word = '', host] = entry.split('=').reverse()
  const words = inventoryKinds.map((kind) => kind.word)
  if (!words.includes(word)) throw new InputError(name, `write one of ${words.join(', ')}, not '${word}'`)
  const registry = host === undefined ? '' : canonicalRegistry(host)
  if (registry === '' || isRegistry(registry)) return [registry, word]
  throw new InputError(name, `'${host}' is not the host of a registry`)
}

/** The outputs of the action that deletes images. */
export const cleanUpOutputs = {
  plan: 'JSON: for each repository every tag and manifest with `keep` or `delete`, the rule that decided, and the reason',
  'plan-file': 'Path of a file with the same JSON, however long it is',
  deleted: 'The number of tags that were deleted, or would be in a dry run',
  kept: 'The number of tags that are kept',
  bytes: "Bytes that this frees once the registry's garbage is collected",
  'native-policy':
    'With the input of this name: JSON or commands for the registry, empty if it can delete nothing by itself; for several images, JSON with a text for each',
} as const
