import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BuildWatch } from '../../src/builder/watch.ts'
import type { Variables } from '../../src/environment.ts'
import { inputs as inputTable } from '../../src/github/inputs/inputs.ts'
import { readFacts } from '../../src/github/repository/run-facts.ts'
import { formatPlatform } from '../../src/oci/descriptor.ts'
import { openChecks } from '../../src/steps/checks/open-checks.ts'
import { attempt } from '../../src/steps/job/attempt.ts'
import type { Job } from '../../src/steps/job/job.ts'
import type { Result } from '../../src/steps/job/result.ts'
import { stopWith } from '../../src/steps/job/stop.ts'
import { nameTargets } from '../../src/steps/name/name.ts'
import type { PartMaker } from '../../src/steps/parts/part-maker.ts'
import { bringPart, publishPart } from '../../src/steps/parts/publish-part.ts'
import { keyringFor } from '../../src/steps/read/access.ts'
import { readAllInputs } from '../../src/steps/read/read.ts'
import { requestFrom } from '../../src/steps/request/from-inputs.ts'
import { testEnvironment } from './environment.ts'
import { image, index, layer, type TestImage } from './images.ts'
import { registriesWith } from './publish.ts'
import { attestation } from './registry/content/attestation.ts'
import { writeLayout } from './registry/content/layout.ts'

/** An image for one platform; another `build` of it has other bytes. */
export function partFor(platform: string, build = 1): TestImage {
  const [os = '', architecture = '', variant] = platform.split('/')
  return image({
    layers: [layer('base'), layer(`${platform} ${build}`)],
    platform: { os, architecture, ...(variant !== undefined && { variant }) },
  })
}

/** The same with an attestation, as a builder makes it for one platform. */
export function attestedPart(platform: string, build = 1): TestImage {
  const part = partFor(platform, build)
  return index([part, attestation(part)])
}

/** The index that BuildKit makes of these images and attestations, in Go's order of fields. */
export function builtIndex(parts: readonly TestImage[]): string {
  const manifests = parts.map(({ root: { mediaType, digest, size, annotations, platform } }) => {
    const { os, architecture, variant } = platform ?? {}
    return { mediaType, digest, size, annotations, platform: { architecture, os, variant } }
  })
  const mediaType = 'application/vnd.oci.image.index.v1+json'
  return JSON.stringify({ schemaVersion: 2, mediaType, manifests }, null, 2)
}

/** The platform of an image that `partFor` made. */
export function platformIn({ root: { platform } }: TestImage): string {
  return platform ? formatPlatform(platform) : ''
}

/** Layouts of images, each written once. */
export class Layouts implements AsyncDisposable {
  readonly #folder: Awaited<ReturnType<typeof mkdtempDisposable>>
  readonly #written = new Map<string, Promise<string>>()

  private constructor(folder: Awaited<ReturnType<typeof mkdtempDisposable>>) {
    this.#folder = folder
  }

  static async make(): Promise<Layouts> {
    return new Layouts(await mkdtempDisposable(join(tmpdir(), 'parts-')))
  }

  /** The folder of an image, for the input `source`. */
  async of(content: TestImage): Promise<string> {
    const { digest } = content.root
    const path = join(this.#folder.path, digest.slice(-16))
    const written = this.#written.get(digest) ?? writeLayout(path, content).then(() => path)
    this.#written.set(digest, written)
    return await written
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#folder[Symbol.asyncDispose]()
  }
}

/** A job of a matrix, without a process of its own. */
export interface PartJob {
  readonly inputs: Readonly<Record<string, string>>
  readonly variables: Variables
  readonly signal?: AbortSignal
  /** How the job makes its part, if not as its inputs say. */
  readonly maker?: (job: Job) => PartMaker
}

export interface PartResult extends Result {
  readonly lines: readonly string[]
}

const commit = '0123456789012345678901234567890123456789'
const defaults = Object.entries(inputTable).map(([name, input]) => [name, 'default' in input ? input.default : ''])

/** Runs a step with `part` up to its result. */
export async function runPart({ inputs, variables, signal, maker }: PartJob): Promise<PartResult> {
  const given = { ...Object.fromEntries(defaults), 'github-token': '', ...inputs }
  const environment = testEnvironment({
    variables: {
      GITHUB_REPOSITORY: 'acme/app',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: commit,
      ...variables,
      ...Object.fromEntries(Object.entries(given).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text])),
    },
    ...(signal && { signal }),
  })
  const { inputs: read, naming, access, dockerfile } = await readAllInputs(environment)
  const facts = await readFacts(environment, { context: 'workflow', token: '' })
  using stop = stopWith(environment.signal)
  const keyring = keyringFor(read, access, environment, stop.network)
  await using registries = registriesWith(environment, {
    accessTo: (repository) => keyring.accessTo(repository),
    signal: stop.network,
  })
  const dated = { ...facts, lookups: { ...facts.lookups, commitDate: async () => new Date('2026-11-29T12:00:00Z') } }
  const named = await nameTargets(naming, dated, read, environment)
  const trust = { isTrusted: true } as const
  const { request } = await requestFrom(read, named, { event: facts.event, trust }, environment)
  const signIn = { keyring, registries, incompleteLogins: access.problems }
  const prepared = { inputs: read, named, request, dockerfile, trust, ...signIn, stop, environment }
  const job = { ...prepared, watch: new BuildWatch(), checks: await openChecks({ ...prepared, publishes: true }) }
  const result = await attempt(named.names, () => (maker ? bringPart(maker(job)) : publishPart(job, 'publish')))
  return { ...result, lines: environment.log.lines }
}
