import type { ExistingTags } from '../plan/tag-move.ts'
import { automatic } from '../tags/default-image.ts'
import { type InputValues, parseBoolean, parseChoice, parseText } from './input.ts'
import {
  parseArguments,
  parseAssignments,
  parseLines,
  parsePairs,
  parsePlatforms,
  parseRawLines,
  parseWordPairs,
  parseWords,
} from './parse-build.ts'
import { parseRepositories, parseRequired } from './parse-images.ts'
import { parseSecrets } from './parse-secrets.ts'
import { parseSourceInput } from './parse-source.ts'
import { parseRegistryAuth } from './registry-auth.ts'

/** How images are called; the names are docker/metadata-action's. */
export const nameInputs = {
  images: {
    description:
      'Images to publish, one a line, without tags. `auto`: what `tags` names in full, else the repository at the registry of its server (`ghcr.io/<owner>/<repository>`), unless `load` or `outputs` ask for something else',
    default: automatic,
    parse: parseText,
  },
  tags: {
    description: 'Rules that make tags, one a line, or whole references such as `user/app:latest`. See docs/tags.md',
    parse: parseText,
  },
  flavor: { description: 'What applies to all tags: `latest=`, `prefix=`, `suffix=`', parse: parseText },
  labels: {
    description: 'Labels to put on the image, as `key=value` lines, whatever the Dockerfile sets',
    parse: parseText,
  },
  annotations: {
    description: 'Annotations to add, as `key=value` lines, or with a level as `index:key=value`',
    parse: parseText,
  },
  'default-labels': {
    description:
      'Labels made of the repository: `fill` adds those that the Dockerfile does not set itself, `overwrite` adds all, `none` adds none',
    default: 'fill',
    parse: parseChoice(['fill', 'overwrite', 'none']),
  },
  'bake-target': {
    description: 'Name of the target in the bake files of the outputs',
    default: 'docker-metadata-action',
    parse: parseText,
  },
} as const

/** How the image is built; the names are docker/build-push-action's. */
export const buildInputs = {
  context: { description: 'Folder of the checkout, or URL, to build from', default: '.', parse: parseText },
  file: { description: 'The Dockerfile. Default: `<context>/Dockerfile`', parse: parseText },
  target: { description: 'The stage to build', parse: parseText },
  platforms: { description: 'Platforms to build for, such as `linux/amd64,linux/arm64`', parse: parsePlatforms },
  'build-args': {
    description: 'Build arguments, as `NAME=value` lines; `NAME` alone is taken from the environment',
    parse: parseArguments,
  },
  'build-contexts': { description: 'Further contexts, as `name=path` lines', parse: parseAssignments },
  secrets: { description: 'Secrets for the build, as `id=value` lines', isExact: true, parse: parseSecrets },
  'secret-envs': { description: 'Secrets from the environment, as `id=VARIABLE` lines', parse: parseWordPairs },
  'secret-files': { description: 'Secrets from files, as `id=path` lines', parse: parsePairs },
  ssh: { description: 'SSH agent sockets or keys for the build', parse: parseWords },
  'cache-from': { description: 'Caches to read, in the form of buildx', parse: parseLines },
  'cache-to': { description: 'Caches to write, in the form of buildx', parse: parseLines },
  'no-cache': { description: 'Build everything anew', default: 'false', parse: parseBoolean },
  'no-cache-filters': { description: 'Stages to build anew', parse: parseWords },
  pull: { description: 'Look for newer base images', default: 'false', parse: parseBoolean },
  'add-hosts': { description: 'Names for the build to know, as `host:address`', parse: parseWords },
  allow: { description: 'Entitlements to grant, such as `network.host`', parse: parseWords },
  attests: { description: 'Attestations, in the form of buildx', parse: parseLines },
  provenance: { description: 'Provenance to attest, such as `mode=max`. Default: none', parse: parseText },
  sbom: { description: 'SBOM to attest: `true`, or a generator. Default: none', parse: parseText },
  network: { description: 'Network for `RUN`', parse: parseText },
  'shm-size': { description: 'Size of `/dev/shm`', parse: parseText },
  ulimit: { description: 'Limits for `RUN`', parse: parseLines },
  'cgroup-parent': { description: 'Parent cgroup for `RUN`', parse: parseText },
  builder: { description: 'Name of the builder. Default: the current one', parse: parseText },
  call: { description: 'A method to call instead of a build, such as `check`', parse: parseText },
  load: { description: 'Load the image into Docker as well', default: 'false', parse: parseBoolean },
  outputs: { description: 'Further outputs, in the form of buildx', parse: parseRawLines },
} as const

/** Who publishes; the names are docker/login-action's. */
export const credentialInputs = {
  registry: {
    description: 'The registry that `username` and `password` are for. Default: Docker Hub',
    parse: parseText,
  },
  username: { description: 'User name', parse: parseText },
  password: { description: 'Password or token', parse: parseText },
  'registry-auth': {
    description:
      'YAML list of `registry`, `username`, `password`; each may have `ca`, `cert`, `key` (PEM or path), `insecure`, `realms`',
    parse: parseRegistryAuth,
  },
  'github-token': {
    description:
      "The job's token, for the server's own registry (ghcr.io at github.com) and for this repository as `context`",
    default: '${{ github.token }}',
    parse: parseText,
  },
} as const

/** How the image is published. */
export const publishInputs = {
  source: {
    description:
      'An existing image to publish instead of building one: `oci-layout:folder` or `oci-archive:file` (as `docker save` writes it), followed by `:name` where there are several',
    parse: parseSourceInput,
  },
  push: {
    description:
      'Publish the image; `false` only builds it, or reads the source. `auto`: as `true`, unless no image is named and `load` or `outputs` ask for something else',
    default: 'auto',
    parse: parsePush,
  },
  'dry-run': { description: 'Say what would be published, and publish nothing', default: 'false', parse: parseBoolean },
  required: {
    description:
      'Targets without which no tag moves anywhere: `all`, `any`, or registries, owners (`docker.io/acme`) or images, one a line. An image that is disabled in a run is not required there',
    default: 'all',
    parse: parseRequired,
  },
  'existing-tags': {
    description: 'What to do with tags that exist: `overwrite`, `skip` or `fail`',
    default: 'overwrite',
    parse: parseChoice<ExistingTags>(['overwrite', 'skip', 'fail']),
  },
  'immutable-tags': {
    description: 'Tags that are never moved, one a line; `*` stands for any text',
    parse: parseWords,
  },
  'on-failure': {
    description: 'What to do with tags already moved when another cannot be: `rollback` or `keep`',
    default: 'rollback',
    parse: parseChoice(['rollback', 'keep']),
  },
  dependabot: {
    description:
      "What to do with Dependabot's pull requests and branches: `build` them without the step's credentials, or `publish` them with Dependabot's own secrets",
    default: 'build',
    parse: parseChoice(['build', 'publish']),
  },
  'mount-from': { description: 'Images of the same registry whose layers may be reused', parse: parseRepositories },
} as const

/** docker/metadata-action's inputs. */
export const metadataInputs = {
  context: {
    description: "Where the event is read: `workflow`, or `git` for the checkout's own state",
    default: 'workflow',
    parse: parseChoice(['workflow', 'git']),
  },
  images: { description: 'Images to name, one a line, without tags', parse: parseText },
  tags: { description: 'Rules that make tags, one a line. See docs/tags.md', parse: parseText },
  flavor: nameInputs.flavor,
  labels: {
    description: 'Labels to add to those made of the repository, as `key=value` lines',
    parse: parseText,
  },
  annotations: nameInputs.annotations,
  'sep-tags': { description: 'What stands between tags. Default: a new line', isExact: true, parse: parseText },
  'sep-labels': { description: 'What stands between labels. Default: a new line', isExact: true, parse: parseText },
  'sep-annotations': {
    description: 'What stands between annotations. Default: a new line',
    isExact: true,
    parse: parseText,
  },
  'bake-target': nameInputs['bake-target'],
  'github-token': {
    description: "The job's token, to ask GitHub for what the event does not say",
    default: credentialInputs['github-token'].default,
    parse: parseText,
  },
} as const

export const inputs = { ...nameInputs, ...buildInputs, ...credentialInputs, ...publishInputs } as const

export type Inputs = InputValues<typeof inputs>

/** `auto` is `true` here; steps/read tells the two apart where no image is named. */
function parsePush(text: string, name: string): boolean {
  return text === 'auto' || parseBoolean(text, name)
}
