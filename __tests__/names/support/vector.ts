import { execFileSync } from 'node:child_process'
import { mkdtempDisposableSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RepositoryApi } from '../../../src/github/repository/api.ts'
import { readFacts } from '../../../src/github/repository/run-facts.ts'
import { parseNaming } from '../../../src/names/inputs/naming.ts'
import { formatOutputs } from '../../../src/names/name-outputs.ts'
import { nameImages } from '../../../src/names/names.ts'
import { testEnvironment } from '../../support/environment.ts'

/** A recorded run of docker/metadata-action v6.2. */
export interface Vector {
  readonly name: string
  readonly env: Readonly<Record<string, string>>
  readonly inputs: Readonly<Record<string, string>>
  readonly event: object
  readonly now: string
  readonly api: { readonly repo: object; readonly commits: Readonly<Record<string, string>> }
  readonly git?: { readonly setup: readonly string[] }
  readonly ok: boolean
  readonly errors: readonly string[]
  readonly outputs: VectorOutputs | null
}

/** The recorded outputs, except for the paths of the bake files. */
export type VectorOutputs = Readonly<Record<string, unknown>>

export const vectors: readonly Vector[] = readFileSync(
  new URL('../../fixtures/metadata.jsonl', import.meta.url),
  'utf8'
)
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line))

/** Runs our action with the recorded inputs, and with the recorded responses of the API. */
export async function replay(vector: Vector): Promise<VectorOutputs> {
  const { env, inputs, now, git } = vector
  using folder = mkdtempDisposableSync(join(tmpdir(), 'vector-'))
  using checkout = mkdtempDisposableSync(join(tmpdir(), 'checkout-'))
  const payload = join(folder.path, 'event.json')
  writeFileSync(payload, JSON.stringify(vector.event))
  if (git) checkOut(git.setup, checkout.path)
  const environment = testEnvironment({
    variables: { PATH: process.env.PATH, GIT_CEILING_DIRECTORIES: tmpdir(), ...env, GITHUB_EVENT_PATH: payload },
    workspace: checkout.path,
    now: () => new Date(now),
  })
  const context = inputs.context === 'git' ? 'git' : 'workflow'
  const { facts, lookups } = await readFacts(environment, { context, token: 'token' }, () => recordedApi(vector))
  const { images = '', tags = '', flavor = '', labels = '', annotations = '' } = inputs
  const shortShaLength = env.DOCKER_METADATA_SHORT_SHA_LENGTH
  const naming = parseNaming({ images, tags, flavor, labels, annotations, shortShaLength })
  const { texts } = formatOutputs(await nameImages(naming, facts, lookups), {
    tagSeparator: inputs['sep-tags'],
    labelSeparator: inputs['sep-labels'],
    annotationSeparator: inputs['sep-annotations'],
    annotationLevels: env.DOCKER_METADATA_ANNOTATIONS_LEVELS,
    bakeTarget: inputs['bake-target'],
  })
  return { ...texts, json: JSON.parse(texts.json) }
}

function recordedApi({ api }: Vector): RepositoryApi {
  return {
    repository: async () => api.repo,
    commitDate: async (sha) => new Date(api.commits[sha] ?? Number.NaN),
    pullRequest: async () => ({}),
    tags: async () => [],
  }
}

/** Restores the recorded checkout, with the same commit hashes. */
export function checkOut(setup: readonly string[], folder: string): void {
  const [name, email, date] = ['a', 'a@example.com', '2026-02-20T10:11:12Z']
  execFileSync('sh', ['-ec', setup.join('\n')], {
    cwd: folder,
    stdio: 'pipe',
    env: {
      ...process.env,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
      GIT_COMMITTER_DATE: date,
    },
  })
}
