import { type Answer, refusal } from './answer.ts'
import type { Call } from './call.ts'
import { type Desk, originOf } from './desk.ts'

/** end-8: the tags of a repository, in pages if configured. */
export async function answerTags(desk: Desk, call: Call): Promise<Answer> {
  await call.receive(() => {})
  const { name = '' } = call.route
  const repository = desk.store.find(name)
  if (!repository) return refusal('NAME_UNKNOWN', `there is no repository ${name}`)
  const { page, more } = pageOf(desk, call, [...repository.tags.keys()].sort(), `/v2/${name}/tags/list`)
  return listAnswer({ name, tags: page }, more)
}

/** The names of all repositories: distribution, docs/content/spec/api.md */
export async function answerCatalog(desk: Desk, call: Call): Promise<Answer> {
  await call.receive(() => {})
  const { catalog } = desk.behaviour
  if (catalog !== 'works') return refusal(catalog === 401 ? 'UNAUTHORIZED' : 'UNSUPPORTED', 'no catalog', catalog)
  const { page, more } = pageOf(desk, call, desk.store.names, '/v2/_catalog')
  return listAnswer({ repositories: page }, more)
}

function listAnswer(fields: object, more: string | undefined): Answer {
  const next = more === undefined ? {} : { link: `<${more}>; rel="next"` }
  return { status: 200, headers: { 'content-type': 'application/json', ...next }, body: JSON.stringify(fields) }
}

/** The page that is asked for, and the path of the next one. */
function pageOf(desk: Desk, call: Call, all: readonly string[], path: string) {
  const { page } = desk.behaviour
  const last = call.query.get('last')
  const wanted = Number(call.query.get('n') ?? Number.POSITIVE_INFINITY)
  const size = Math.min(wanted, page?.size ?? Number.POSITIVE_INFINITY)
  const rest = page?.link === 'endless' ? all : all.filter((entry) => last === null || entry > last)
  const entries = rest.slice(0, size)
  const more = page?.link === 'endless' || (size > 0 && entries.length < rest.length)
  const hasLink = more && page?.link !== 'missing'
  return { page: entries, more: hasLink ? nextPage(desk, `${path}?n=${size}`, entries.at(-1) ?? '') : undefined }
}

function nextPage(desk: Desk, path: string, last: string): string {
  const next = `${path}&last=${encodeURIComponent(last)}`
  const link = desk.behaviour.page?.link ?? 'relative'
  if (link === 'relative' || link === 'endless' || link === 'missing') return next
  return `${link === 'absolute' ? desk.home : originOf(desk, link)}${next}`
}

interface Referrer {
  readonly subject?: { readonly digest?: string }
  readonly artifactType?: string
  readonly config?: { readonly mediaType?: string }
  readonly annotations?: Readonly<Record<string, string>>
}

/** end-12: the manifests that refer to a subject. */
export async function answerReferrers(desk: Desk, call: Call): Promise<Answer> {
  await call.receive(() => {})
  const { name = '', digest: subject } = call.route
  if (desk.behaviour.referrers === 404) return refusal('UNSUPPORTED', 'there is no referrers API', 404)
  const filter = call.query.get('artifactType')
  const all = [...(desk.store.find(name)?.manifests.values() ?? [])].map(({ bytes, mediaType, digest, size }) => ({
    fields: JSON.parse(Buffer.from(bytes).toString()) as Referrer,
    descriptor: { mediaType, digest, size },
  }))
  const manifests = all
    .filter(({ fields }) => fields.subject?.digest === subject)
    .map(({ fields, descriptor }) => {
      const artifactType = fields.artifactType ?? fields.config?.mediaType
      const { annotations } = fields
      return { ...descriptor, ...(artifactType && { artifactType }), ...(annotations && { annotations }) }
    })
    .filter(({ artifactType }) => filter === null || artifactType === filter)
  const mediaType = 'application/vnd.oci.image.index.v1+json'
  const applied = filter === null ? {} : { 'oci-filters-applied': 'artifactType' }
  const body = JSON.stringify({ schemaVersion: 2, mediaType, manifests })
  return { status: 200, headers: { 'content-type': mediaType, ...applied }, body }
}
