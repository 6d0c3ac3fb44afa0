import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { load } from 'js-yaml'
import type { InputTable } from '../../../src/github/inputs/input.ts'
import { inputs as mainInputs } from '../../../src/github/inputs/inputs.ts'
import type { Engine } from '../../machine/engine.ts'
import { runStep, type StepResult } from '../../runner.ts'
import type { Checkout } from '../subjects/checkout.ts'
import type { DockerArchive } from '../subjects/docker-archive.ts'
import type { StoredImage } from '../subjects/images.ts'
import type { PublishedImage } from '../subjects/published-image.ts'
import type { Contender, Order } from './contender.ts'

/** How to run our action: as a step of a push workflow, from a bundle. */
export interface OursOptions {
  readonly name: string
  /** The bundle's folder. */
  readonly dist: string
  /** The checkout. */
  readonly workspace: string
  readonly variables: Readonly<Record<string, string | undefined>>
}

/** Publishes existing images. */
export function ours(options: OursOptions): Contender<StoredImage> {
  return {
    name: options.name,
    async publish(order) {
      const { directory, ref } = order.subject
      await runOurs({ source: `oci-layout:${directory}:${ref}`, ...publishInputs(order) }, options)
    },
  }
}

/** Promotes an image from one registry to others. */
export function oursPromoting(options: OursOptions): Contender<PublishedImage> {
  return {
    name: options.name,
    async publish(order) {
      await runOurs({ source: `docker://${order.subject.reference}`, ...publishInputs(order) }, options)
    },
  }
}

/** Publishes a Docker archive. */
export function oursLoading(options: OursOptions): Contender<DockerArchive> {
  return {
    name: options.name,
    makesOwn: true,
    async publish(order) {
      await runOurs({ source: `docker-archive:${order.subject.file}`, ...publishInputs(order) }, options)
    },
  }
}

/** Starts, reads its inputs and an image, but publishes nothing. */
export function oursStarting(options: OursOptions): Contender<StoredImage> {
  return {
    name: options.name,
    async publish({ subject: { directory, ref } }) {
      await runOurs({ source: `oci-layout:${directory}:${ref}`, tags: 'type=raw,value=v1', push: 'false' }, options)
    },
  }
}

/** Builds a checkout and publishes it. */
export function oursBuilding(options: OursOptions, engine: Pick<Engine, 'variables'>): Contender<Checkout> {
  return {
    name: options.name,
    makesOwn: true,
    async publish(order) {
      const { variables } = engine
      await runOurs(publishInputs(order), { ...options, workspace: order.subject.directory, variables })
    },
  }
}

/** Builds all images of a bake file and publishes them. */
export function oursBaking(options: OursOptions, engine: Pick<Engine, 'variables'>): Contender<Checkout> {
  return {
    name: options.name,
    makesOwn: true,
    async publish({ subject, names, tags }) {
      const inputs = {
        'bake-files': 'docker-bake.hcl',
        vars: `NAMES=${names.join(',')}\nTAG=${tags[0]}`,
        // Nor does buildx add any.
        'default-labels': 'none',
      }
      await runOurs(inputs, { ...options, workspace: subject.directory, variables: engine.variables })
    },
  }
}

/** A full reference for each tag on each registry, and where to mount from. */
function publishInputs({ names, tags, mountFrom }: Order<unknown>): Readonly<Record<string, string>> {
  const hosts = names.map((name) => name.slice(0, name.indexOf('/')))
  return {
    tags: names.flatMap((name) => tags.map((tag) => `${name}:${tag}`)).join('\n'),
    'mount-from': mountFrom === undefined ? '' : hosts.map((host) => `${host}/${mountFrom}`).join('\n'),
  }
}

/** Runs the action, which must succeed. */
async function runOurs(
  inputs: Readonly<Record<string, string>>,
  { dist, workspace, variables }: OursOptions
): Promise<StepResult> {
  const result = await runStep({
    entry: join(dist, 'index.js'),
    inputs,
    table: await tableOf(dist),
    workspace,
    event,
    variables: { ...variables, ...job },
  })
  if (result.exitCode !== 0) throw new Error(`the action failed with exit code ${result.exitCode}:\n${result.log}`)
  return result
}

/** The defaults from the action.yml next to a bundle, or else this project's: an older version may differ. */
async function tableOf(dist: string): Promise<InputTable> {
  const text = await readFile(join(dist, 'action.yml'), 'utf8').catch(() => undefined)
  return text === undefined ? mainInputs : (load(text) as { readonly inputs: InputTable }).inputs
}

/** The environment of a job for a push to the default branch. */
const job = {
  GITHUB_EVENT_NAME: 'push',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_SHA: '5f2f16bfff90e6620509c0cf442e7a3586dad8fb',
  GITHUB_REPOSITORY: 'acme/app',
  GITHUB_ACTOR: 'ann',
} as const

const event = {
  ref: job.GITHUB_REF,
  head_commit: { id: job.GITHUB_SHA, timestamp: '2026-11-02T10:00:00Z' },
  repository: {
    name: 'app',
    full_name: job.GITHUB_REPOSITORY,
    html_url: 'https://github.com/acme/app',
    description: 'An application',
    default_branch: 'main',
    private: false,
    license: { spdx_id: 'MIT' },
  },
} as const
