import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { readText } from '../../../disk/regular-file.ts'
import type { Variables } from '../../../environment.ts'
import { parseJson, recordOf } from '../../../json.ts'

/** How buildx stores a builder: docker/buildx, store/nodegroup.go */
export interface NodeGroup {
  readonly Driver?: string
  readonly Nodes?: readonly BuilderNode[] | null
}

export interface BuilderNode {
  readonly Name?: string
  /** A URL, or the name of a Docker context. */
  readonly Endpoint?: string
  readonly DriverOpts?: Readonly<Record<string, string>> | null
}

/** A builder as buildx has stored it. A name without a stored builder is the engine of the Docker context of that name. */
export interface StoredBuilder {
  /** Empty for the engine of the current Docker context. */
  readonly name: string
  readonly group?: NodeGroup
}

/**
 * The builder that buildx would use: the input, BUILDX_BUILDER, or the one that `buildx use` selected. Reads buildx's
 * state files, which is cheap; running buildx would take longer than a small build.
 */
export async function currentBuilder(builder: string, variables: Variables): Promise<StoredBuilder> {
  const given = builder || variables.BUILDX_BUILDER
  const name = given || ((await readStore<{ readonly Name?: string }>(variables, 'current'))?.Name ?? '')
  const group = /^[\w.-]+$/.test(name) ? await readStore<NodeGroup>(variables, join('instances', name)) : undefined
  return { name, ...(group && { group }) }
}

async function readStore<Content>(variables: Variables, name: string): Promise<Content | undefined> {
  const { BUILDX_CONFIG, DOCKER_CONFIG } = variables
  const store = BUILDX_CONFIG || (DOCKER_CONFIG && join(DOCKER_CONFIG, 'buildx'))
  return store ? ((await readDocument(join(store, name))) as Content | undefined) : undefined
}

/**
 * The URL of an endpoint; empty for the default socket. DOCKER_HOST takes precedence over the selected context, and is
 * what the context named `default` stands for: docker/cli, cli/command/cli.go
 */
export async function endpointUrl(endpoint: string, variables: Variables): Promise<string> {
  if (endpoint.includes('://')) return endpoint
  const { DOCKER_HOST = '', DOCKER_CONTEXT, DOCKER_CONFIG = '' } = variables
  const config = recordOf(DOCKER_CONFIG && (await readDocument(join(DOCKER_CONFIG, 'config.json'))))
  const selected = DOCKER_HOST ? 'default' : DOCKER_CONTEXT || String(config.currentContext ?? '')
  const context = endpoint || selected
  if (context === '' || context === 'default') return DOCKER_HOST
  // docker/cli, cli/context/store/metadatastore.go
  const folder = createHash('sha256').update(context).digest('hex')
  const meta = DOCKER_CONFIG && (await readDocument(join(DOCKER_CONFIG, 'contexts', 'meta', folder, 'meta.json')))
  const { Host } = recordOf(recordOf(recordOf(meta).Endpoints).docker)
  return typeof Host === 'string' ? Host : DOCKER_HOST
}

async function readDocument(path: string): Promise<unknown> {
  try {
    return parseJson(await readText(path))
  } catch {
    return undefined
  }
}
