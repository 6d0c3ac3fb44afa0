import type { ExistingTags } from '../../../plan/tag-move.ts'
import { listSourceForms } from '../../../sources/open.ts'
import { parseBoolean, parseChoice } from '../input.ts'
import { parseWords } from '../parse-build.ts'
import { parseRepositories, parseRequired, parseSourceInput, parseTagPatterns } from '../parse-images.ts'

const sourceForms = listSourceForms((form, hint) => `\`${form}\`${hint ? ` (${hint})` : ''}`)

/** How the image is published. */
export const publishInputs = {
  source: {
    description: `An existing image to publish instead of building one: ${sourceForms}, followed by \`:name\` if a file or folder contains several images. Several lines become one index`,
    parse: parseSourceInput,
  },
  'all-tags': {
    description:
      "With `source: docker://registry/repository`: publish all images with tags that match a pattern, under the same tags, as one release. `*` matches any text, and `!` in front excludes: `v1.*, !*-rc*`. For all tags, write `'*'`",
    parse: parseTagPatterns,
  },
  referrers: {
    description:
      "With `source: docker://…`: also copy what refers to the image: signatures, attestations and SBOMs, including those under cosign's tags",
    default: 'false',
    parse: parseBoolean,
  },
  push: {
    description:
      'Publish the image; `false` only builds it, or reads the source. `auto`: `false` if no image is named and `load` or `outputs` is set, otherwise `true`',
    default: 'auto',
    parse: parsePush,
  },
  'keep-image': {
    description:
      'With `push: false`: keep the image until the end of the job, for a later step that publishes it with `source: previous`',
    default: 'false',
    parse: parseBoolean,
  },
  'dry-run': {
    description: 'Report what would be published without publishing it',
    default: 'false',
    parse: parseBoolean,
  },
  required: {
    description:
      'Targets that must be complete before any tag moves: `all`, `any`, or a list of registries, owners (`docker.io/acme`) or images, one per line. An image that is disabled in a run is not required in that run',
    default: 'all',
    parse: parseRequired,
  },
  'existing-tags': {
    description: 'What to do with tags that already exist: `overwrite`, `skip` or `fail`',
    default: 'overwrite',
    parse: parseChoice<ExistingTags>(['overwrite', 'skip', 'fail']),
  },
  'immutable-tags': {
    description: 'Tags that must never move, one per line; `*` matches any text',
    parse: parseWords,
  },
  'on-failure': {
    description: 'What to do with tags that have already moved if another tag cannot be moved: `rollback` or `keep`',
    default: 'rollback',
    parse: parseChoice(['rollback', 'keep']),
  },
  dependabot: {
    description:
      "What to do with Dependabot's pull requests and branches: `build` them without the step's credentials, or `publish` them with Dependabot's own secrets",
    default: 'build',
    parse: parseChoice(['build', 'publish']),
  },
  'verify-content': {
    description:
      'Verify that every layer is present, even if a manifest that references it is present. Always on in a re-run',
    default: 'false',
    parse: parseBoolean,
  },
  meeting: {
    description:
      "With `part`: where the jobs leave notes for each other, `artifacts` (the run's artifacts) or `registry` (tags in the repository of the first image). See docs/parts.md",
    default: 'artifacts',
    parse: parseChoice(['artifacts', 'registry']),
  },
  'mount-from': { description: 'Images in the same registry to mount layers from', parse: parseRepositories },
} as const

/** `auto` is `true` here; steps/read distinguishes the two if no image is named. */
function parsePush(text: string, name: string): boolean {
  return text === 'auto' || parseBoolean(text, name)
}
