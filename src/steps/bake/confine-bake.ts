import type { BakeRequest } from '../../builder/bake/bake-request.ts'
import type { BakeTarget } from '../../builder/bake/definition.ts'
import { attributesOf, isPushed } from '../../builder/buildx/options/attributes.ts'
import type { Variables } from '../../environment.ts'
import { InputError, throwAll } from '../../input-error.ts'
import type { Distrust } from '../request/trust.ts'
import { isInCheckout, isInRepository } from '../request/within-checkout.ts'
import { confineCompose } from './confine-compose.ts'

/** What remains of the targets of an untrusted definition, and what was left out. */
export interface ConfinedBake {
  readonly targets: readonly BakeTarget[]
  readonly leftOut: readonly string[]
}

/** Fields that say nothing about secrets, caches or outputs. Others, also those that are not known here, are dropped. */
const plainFields = [
  'annotations',
  'attest',
  'context',
  'contexts',
  'dockerfile',
  'dockerfile-inline',
  'args',
  'labels',
  'tags',
  'target',
  'platforms',
  'pull',
  'no-cache',
  'no-cache-filter',
  'network',
  'shm-size',
  'ulimits',
  'call',
  'entitlements',
  'extra-hosts',
]

/**
 * A definition in untrusted code gets no secret and no agent of the runner, pushes nothing, writes no cache that a trusted
 * run reads, and reads and writes no file outside the checkout. Throws InputError, or an AggregateError.
 */
export async function confineBake(
  targets: readonly BakeTarget[],
  { directory, allow }: Pick<BakeRequest, 'directory' | 'allow'>,
  { workspace, ownCaches }: { readonly workspace: string; readonly ownCaches: Distrust['ownCaches'] }
): Promise<ConfinedBake> {
  const problems = await Promise.all(targets.map((target) => problemsIn(target, { directory, allow, workspace })))
  throwAll(problems.flat())
  const confined = targets.map((target) => confineTarget(target, ownCaches))
  return { targets: confined.map(({ target }) => target), leftOut: confined.flatMap(({ leftOut }) => leftOut) }
}

/** Rejects a definition that buildx would read from elsewhere for untrusted code. Throws InputError. */
export async function checkBakeSource(
  { remote, directory, given }: Pick<BakeRequest, 'remote' | 'directory' | 'given'>,
  { stranger }: Pick<Distrust, 'stranger'>,
  workspace: string
): Promise<void> {
  if (remote !== undefined) {
    const advice = 'check it out and name its folder'
    throw new InputError('bake-source', `a definition in another repository is not built for ${stranger}: ${advice}`)
  }
  for (const file of ['.', ...given]) {
    if (await isInCheckout(local(file), directory, workspace)) continue
    throw new InputError('bake-files', `${file} is outside the checkout, which is not allowed for untrusted code`)
  }
  await confineCompose(given.map(local), { directory, workspace })
}

function confineTarget(target: BakeTarget, ownCaches: readonly string[]) {
  const { name, fields } = target
  const outputs = target.outputs.filter((text) => !isPushed(text))
  const cacheFrom = target.cacheFrom.filter(
    (text) => attributesOf(text) && (typeIn(text) !== 'gha' || ownCaches.includes('gha'))
  )
  const cacheTo = target.cacheTo.filter((text) => ownCaches.includes(typeIn(text)))
  const secrets = target.secrets.filter((text) => filesOfSecret(text).length > 0)
  const lists = { output: outputs, 'cache-from': cacheFrom, 'cache-to': cacheTo, secret: secrets }
  const left = [
    ['output', target.outputs.length > outputs.length],
    ['cache-from', target.cacheFrom.length > cacheFrom.length],
    ['cache-to', target.cacheTo.length > cacheTo.length],
    ['secret', target.secrets.length > secrets.length],
    ['ssh', target.ssh.length > 0],
  ] as const
  const kept = Object.entries(fields).filter(([field]) => plainFields.includes(field))
  const filled = Object.entries(lists).filter(([, entries]) => entries.length > 0)
  return {
    target: {
      ...target,
      fields: Object.fromEntries([...kept, ...filled]),
      outputs,
      cacheFrom,
      cacheTo,
      secrets,
      ssh: [],
    },
    leftOut: left.filter(([, isLeft]) => isLeft).map(([field]) => `${field} of target ${name}`),
  }
}

interface Place {
  readonly directory: string
  readonly workspace: string
  readonly allow: readonly string[]
}

async function problemsIn(target: BakeTarget, { directory, workspace, allow }: Place): Promise<readonly InputError[]> {
  const granted = target.entitlements.filter((entitlement) => !allow.includes(entitlement))
  const outside = await Promise.all(
    pathsIn(target).map(async (path) => ((await isInCheckout(path, directory, workspace)) ? [] : [path]))
  )
  const written = [...target.outputs, ...target.cacheTo].flatMap(destinationsIn).filter((path) => path !== '-')
  const inRepository = await Promise.all(
    written.map(async (path) => ((await isInRepository(path, directory, workspace)) ? [path] : []))
  )
  const { name } = target
  return [
    ...granted.map(
      (text) => new InputError('allow', `target '${name}' asks for '${text}': add it to 'allow', or remove it`)
    ),
    ...outside
      .flat()
      .map(
        (path) =>
          new InputError(
            'bake-files',
            `target '${name}' names ${path}, which is outside the checkout: that is not allowed for untrusted code`
          )
      ),
    ...inRepository
      .flat()
      .map(
        (path) =>
          new InputError(
            'bake-files',
            `target '${name}' writes to ${path}, where it could replace files of git: name a folder for the output alone`
          )
      ),
  ]
}

/**
 * All paths that a target may read or write. buildx also takes what looks like a URL for a path, if there is one: build/opt.go,
 * loadInputs
 */
function pathsIn(target: BakeTarget): readonly string[] {
  const { context, contexts, dockerfile, dockerfileInline, outputs, cacheFrom, cacheTo, secrets } = target
  const folder = local(context)
  const file = /^(?:\/|cwd:)/.test(dockerfile) ? local(dockerfile) : `${folder}/${dockerfile}`
  return [
    folder,
    ...(dockerfileInline !== undefined || /^https?:/.test(dockerfile) ? [] : [file]),
    ...[...contexts.values()].filter((text) => !/^(?:target:|docker-image:)/.test(text)).flatMap(pathsOfContext),
    ...[...outputs, ...cacheTo].flatMap(destinationsIn),
    ...cacheFrom.flatMap((text) => attributesOf(text)?.get('src') ?? []),
    ...secrets.flatMap(filesOfSecret),
  ].filter((path) => path !== '-')
}

/** A layout may be followed by a tag or digest, which versions of buildx tell from its path in different ways. */
function pathsOfContext(text: string): readonly string[] {
  const layout = /^oci-layout:\/\/(?<path>.*)$/s.exec(text)?.groups?.path
  if (layout === undefined) return [local(text)]
  return [layout, ...[...layout.matchAll(/[:@]/g)].map(({ index }) => layout.slice(0, index) || '.')]
}

/** An output of a single field without a type is a folder: docker/buildx, util/buildflags/export.go */
function destinationsIn(text: string): readonly string[] {
  return [attributesOf(text)?.get('dest'), /^type=|[",]/.test(text) ? undefined : text].filter(
    (path) => path !== undefined
  )
}

function local(text: string): string {
  return text.replace(/^cwd:\/\//, '') || '.'
}

/** The file of a secret, by each of its names; none if it is, or may be, a variable. */
function filesOfSecret(text: string): readonly string[] {
  const attributes = attributesOf(text)
  if (!attributes || attributes.has('env') || attributes.get('type') === 'env') return []
  return [attributes.get('src'), attributes.get('source')].filter((path) => path !== undefined)
}

function typeIn(text: string): string {
  return attributesOf(text)?.get('type') ?? ''
}

/** Variables that buildx needs, and that describe the run. */
const harmless =
  /^(?:PATH|HOME|TMPDIR|LANG|LC_\w+|XDG_RUNTIME_DIR|CI|SOURCE_DATE_EPOCH|DOCKER_(?:HOST|CONTEXT|CONFIG|CERT_PATH|TLS|TLS_VERIFY|API_VERSION)|BUILDX_(?:BUILDER|CONFIG)|GITHUB_(?:SHA|REF|REF_NAME|REF_TYPE|HEAD_REF|BASE_REF|REPOSITORY|RUN_ID|RUN_NUMBER|EVENT_NAME|SERVER_URL))$/

/** A definition can read every variable of its process, so that of an untrusted one has none that may be secret. */
export function harmlessVariables(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => harmless.test(name)))
}
