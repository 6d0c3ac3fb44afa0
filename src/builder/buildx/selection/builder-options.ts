import { csv } from '../options/output-option.ts'

/** A node of a builder, with the names of docker/setup-buildx-action. Empty texts are left to buildx's defaults. */
export interface NodeOptions {
  /** A URL, or the name of a Docker context. */
  readonly endpoint: string
  /** `key=value` */
  readonly driverOpts: readonly string[]
  readonly buildkitdFlags: string
  readonly platforms: readonly string[]
}

/** The input `builder-options`. */
export interface BuilderOptions extends NodeOptions {
  readonly driver: string
  /** A path relative to the checkout. */
  readonly buildkitdConfig: string
  readonly buildkitdConfigInline: string
  /** Further nodes. */
  readonly append: readonly NodeOptions[]
}

/** moby/buildkit v0.33.1, for all platforms. Another one is named in `driver-opts`. */
export const buildkitImage =
  'moby/buildkit:v0.33.1@sha256:cec9f139f45e93c5c69c60f8b07cfad9f43f4ef6b6a6cd917527fea5ff2e3dea'

const defaultDriver = 'docker-container'

export const noOptions: BuilderOptions = {
  driver: '',
  endpoint: '',
  driverOpts: [],
  buildkitdFlags: '',
  platforms: [],
  buildkitdConfig: '',
  buildkitdConfigInline: '',
  append: [],
}

/**
 * The options of a node's driver. In the network of its machine, a builder reaches the sink on loopback, and registries
 * on `localhost` as the user does.
 */
function driverOptions(driver: string, { driverOpts }: NodeOptions): readonly string[] {
  const has = (name: string) => driverOpts.some((option) => option.startsWith(`${name}=`))
  return [
    ...(driver !== 'remote' && !has('image') ? [`image=${buildkitImage}`] : []),
    ...(driver === defaultDriver && !has('network') ? ['network=host'] : []),
    ...driverOpts,
  ]
}

/** The Docker context that holds the certificates for a builder's engine, which cannot have the builder's name. */
export function contextOf(name: string): string {
  return `${name}-engine`
}

/** The arguments for each call of buildx that makes a builder, of which the last boots it. */
export function createArguments(
  name: string,
  { driver: given, append, ...first }: BuilderOptions,
  configFile: string
): readonly (readonly string[])[] {
  const driver = given || defaultDriver
  const nodes: readonly NodeOptions[] = [first, ...append]
  return nodes.map((node, index) => [
    'create',
    `--name=${name}`,
    index > 0 ? '--append' : `--driver=${driver}`,
    ...(configFile ? [`--buildkitd-config=${configFile}`] : []),
    ...(index === nodes.length - 1 ? ['--bootstrap'] : []),
    ...nodeArguments(driver, node),
  ])
}

function nodeArguments(driver: string, node: NodeOptions): readonly string[] {
  const { endpoint, buildkitdFlags, platforms } = node
  return [
    ...driverOptions(driver, node).map((option) => `--driver-opt=${csv([option])}`),
    ...(buildkitdFlags ? [`--buildkitd-flags=${buildkitdFlags}`] : []),
    ...(platforms.length > 0 ? [`--platform=${platforms.join(',')}`] : []),
    ...(endpoint ? ['--', endpoint] : []),
  ]
}
