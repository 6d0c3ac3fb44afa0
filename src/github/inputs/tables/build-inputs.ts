import { parseBoolean, parseText } from '../input.ts'
import {
  parseArguments,
  parseAssignments,
  parseCall,
  parseLines,
  parsePairs,
  parsePlatforms,
  parseRawLines,
  parseSecrets,
  parseWordPairs,
  parseWords,
} from '../parse-build.ts'
import { parseBuilderOptions } from '../parse-builder-options.ts'

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
      'The platforms of `platforms` that this job builds, where the jobs of a matrix build one image, or all images of a bake: the job that pushes the last part publishes them. See docs/parts.md',
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
  builder: {
    description:
      'Name of a buildx builder, or `buildah` or `podman` to build without Docker. Default: the current builder, or one that is created for this step if Docker cannot do what is asked for. See docs/builders.md',
    parse: parseText,
  },
  'builder-options': {
    description:
      'Create a builder for this step with these options of docker/setup-buildx-action, as a YAML mapping: `driver-opts`, `buildkitd-config`, `buildkitd-config-inline`, `buildkitd-flags`, `platforms`, `append`, `driver`, `endpoint`',
    parse: parseBuilderOptions,
  },
  'keep-builder': {
    description:
      'Keep the builder that this step creates, with its cache, for later steps and jobs on this machine that ask for the same options',
    default: 'false',
    parse: parseBoolean,
  },
  call: { description: 'Method to call instead of building, such as `check`', parse: parseCall },
  load: { description: 'Also load the image into Docker', default: 'false', parse: parseBoolean },
  outputs: { description: 'Additional outputs, in buildx syntax. See docs/outputs.md', parse: parseRawLines },
} as const
