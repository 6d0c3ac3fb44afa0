import { type Answer, refusal } from './answer.ts'
import type { Call } from './call.ts'
import { type Desk, originOf } from './desk.ts'

/** end-8: the tags of a repository, in pages if configured. */
export async function answerTags(desk: Desk, call: Call): Promise<Answer> {
  await call.receive(() => {})
  const { name = '' } = call.route
  const repository = desk.store.find(name)
  if (!repository) return refusal('NAME_UNKNOWN', `there is no repository ${name}`)
  const { page } = desk.behaviour
  const last = call.query.get('last')
  const wanted = Number(call.query.get('n') ?? Number.POSITIVE_INFINITY)
  const size = Math.min(wanted, page?.size ?? Number.POSITIVE_INFINITY)
  const all = [...repository.tags.keys()].sort()
  const rest = page?.link === 'endless' ? all : all.filter((tag) => last === null || tag > last)
  const tags = rest.slice(0, size)
  const more = page?.link === 'endless' || (size > 0 && tags.length < rest.length)
  const next =
    more && page?.link !== 'missing' ? { link: `<${nextPage(desk, name, size, tags.at(-1) ?? '')}>; rel="next"` } : {}
  return { status: 200, headers: { 'content-type': 'application/json', ...next }, body: JSON.stringify({ name, tags }) }
}

function nextPage(desk: Desk, name: string, size: number, last: string): string {
  const path = `/v2/${name}/tags/list?n=${size}&last=${encodeURIComponent(last)}`
  const link = desk.behaviour.page?.link ?? 'relative'
  if (link === 'relative' || link === 'endless' || link === 'missing') return path
  return `${link === 'absolute' ? desk.home : originOf(desk, link)}${path}`
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
