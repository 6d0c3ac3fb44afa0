import { automatic } from '../../names/inputs/default-image.ts'
import type { ExistingTags } from '../../plan/tag-move.ts'
import { listSourceForms } from '../../sources/open.ts'
import { type InputValues, parseBoolean, parseChoice, parseText } from './input.ts'
import {
  parseArguments,
  parseAssignments,
  parseLines,
  parsePairs,
  parsePlatforms,
  parseRawLines,
  parseSecrets,
  parseWordPairs,
  parseWords,
} from './parse-build.ts'
import { parseRepositories, parseRequired, parseSourceInput, parseTagPatterns } from './parse-images.ts'
import { parseRegistryAuth } from './registry-auth.ts'

/** How images are named; these inputs have the names of docker/metadata-action. */
export const nameInputs = {
  images: {
    description:
      "Images to publish, one per line, without tags. `auto`: the images named in full in `tags`, otherwise this repository's image in the server's registry (`ghcr.io/<owner>/<repository>`), unless `load` or `outputs` is set",
    default: automatic,
    parse: parseText,
  },
  tags: {
    description: 'Rules for tags, one per line, or full references such as `user/app:latest`. See docs/tags.md',
    parse: parseText,
  },
  flavor: { description: 'Settings for all tags: `latest=`, `prefix=`, `suffix=`', parse: parseText },
  labels: {
    description: 'Labels to set, as `key=value` lines. They override those of the Dockerfile',
    parse: parseText,
  },
  annotations: {
    description: 'Annotations to set, as `key=value` lines, or with a level as in `index:key=value`',
    parse: parseText,
  },
  'default-labels': {
    description:
      'Labels derived from the repository: `fill` adds those that the Dockerfile does not set, `overwrite` sets all of them, `none` adds none',
    default: 'fill',
    parse: parseChoice(['fill', 'overwrite', 'none']),
  },
  'bake-target': {
    description: 'Name of the target in the bake files that are written as outputs',
    default: 'docker-metadata-action',
    parse: parseText,
  },
} as const

/** How the image is built; these inputs have the names of docker/build-push-action. */
export const buildInputs = {
  context: { description: 'Build context: a folder in the checkout, or a URL', default: '.', parse: parseText },
  file: { description: 'Path of the Dockerfile. Default: `<context>/Dockerfile`', parse: parseText },
  target: { description: 'Stage to build', parse: parseText },
  platforms: {
    description:
      'Platforms to build for, such as `linux/amd64,linux/arm64`; with `source`, those of its platforms to publish',
    parse: parsePlatforms,
  },
  part: {
    description:
      'The platforms of `platforms` that this job builds, where the jobs of a matrix build one image: the job that pushes the last part publishes it. See docs/parts.md',
    parse: parsePlatforms,
  },
  'build-args': {
    description: 'Build arguments, as `NAME=value` lines; `NAME` alone takes the value of the environment variable',
    parse: parseArguments,
  },
  'build-contexts': { description: 'Additional build contexts, as `name=path` lines', parse: parseAssignments },
  secrets: { description: 'Secrets for the build, as `id=value` lines', isExact: true, parse: parseSecrets },
  'secret-envs': {
    description: 'Secrets for the build from environment variables, as `id=VARIABLE` lines',
    parse: parseWordPairs,
  },
  'secret-files': { description: 'Secrets for the build from files, as `id=path` lines', parse: parsePairs },
  ssh: { description: 'SSH agent sockets or keys to forward to the build', parse: parseWords },
  'cache-from': { description: 'Cache sources, in buildx syntax', parse: parseLines },
  'cache-to': { description: 'Cache destinations, in buildx syntax', parse: parseLines },
  'no-cache': { description: 'Do not use the build cache', default: 'false', parse: parseBoolean },
  'no-cache-filters': { description: 'Stages to build without the cache', parse: parseWords },
  pull: { description: 'Always look for newer versions of base images', default: 'false', parse: parseBoolean },
  'add-hosts': { description: 'Additional host names for the build, as `host:address`', parse: parseWords },
  allow: { description: 'Entitlements to grant, such as `network.host`', parse: parseWords },
  attests: { description: 'Attestations to add, in buildx syntax', parse: parseLines },
  provenance: { description: 'Provenance attestation to add, such as `mode=max`. Default: none', parse: parseText },
  sbom: { description: 'SBOM attestation to add: `true`, or a generator. Default: none', parse: parseText },
  network: { description: 'Networking mode for `RUN`', parse: parseText },
  'shm-size': { description: 'Size of `/dev/shm`', parse: parseText },
  ulimit: { description: 'Limits for `RUN`', parse: parseLines },
  'cgroup-parent': { description: 'Parent cgroup for `RUN`', parse: parseText },
  builder: { description: 'Name of the buildx builder. Default: the current one', parse: parseText },
  call: { description: 'Method to call instead of building, such as `check`', parse: parseText },
  load: { description: 'Also load the image into Docker', default: 'false', parse: parseBoolean },
  outputs: { description: 'Additional outputs, in buildx syntax. See docs/outputs.md', parse: parseRawLines },
} as const

/** The credentials; these inputs have the names of docker/login-action. */
export const credentialInputs = {
  registry: {
    description: 'Registry that `username` and `password` are for, or `HOST/PATH`. Default: Docker Hub',
    parse: parseText,
  },
  username: { description: 'User name', parse: parseText },
  password: { description: 'Password or token', parse: parseText },
  'registry-auth': {
    description:
      'YAML list of entries with `registry` (`HOST`, or `HOST/PATH` for the repositories under a path), `username` and `password`, or what signs in without a stored secret; each may also have `ca`, `cert`, `key` (PEM or path), `insecure`, `realms`. See docs/registries.md',
    parse: parseRegistryAuth,
  },
  'keep-login': {
    description:
      "Also write the logins that images were published with into the job's Docker configuration, for later steps such as `docker pull` or cosign. They are removed at the end of the job",
    default: 'false',
    parse: parseBoolean,
  },
  'github-token': {
    description:
      "The job's token, used to sign in to the server's own registry (ghcr.io on github.com) and to fetch this repository if it is the `context`",
    default: '${{ github.token }}',
    parse: parseText,
  },
} as const

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

/** docker/metadata-action's inputs. */
export const metadataInputs = {
  context: {
    description: 'Where the ref and the commit come from: `workflow` (the event) or `git` (the checkout)',
    default: 'workflow',
    parse: parseChoice(['workflow', 'git']),
  },
  images: { description: 'Images to name, one per line, without tags', parse: parseText },
  tags: { description: 'Rules for tags, one per line. See docs/tags.md', parse: parseText },
  flavor: nameInputs.flavor,
  labels: {
    description: 'Labels to add to those derived from the repository, as `key=value` lines',
    parse: parseText,
  },
  annotations: nameInputs.annotations,
  'sep-tags': { description: 'Separator between tags. Default: a new line', isExact: true, parse: parseText },
  'sep-labels': { description: 'Separator between labels. Default: a new line', isExact: true, parse: parseText },
  'sep-annotations': {
    description: 'Separator between annotations. Default: a new line',
    isExact: true,
    parse: parseText,
  },
  'bake-target': nameInputs['bake-target'],
  'github-token': {
    description: "The job's token, used to ask GitHub's API for what the event payload lacks",
    default: credentialInputs['github-token'].default,
    parse: parseText,
  },
} as const

export const inputs = { ...nameInputs, ...buildInputs, ...credentialInputs, ...publishInputs } as const

export type Inputs = InputValues<typeof inputs>

/** `auto` is `true` here; steps/read distinguishes the two if no image is named. */
function parsePush(text: string, name: string): boolean {
  return text === 'auto' || parseBoolean(text, name)
}
