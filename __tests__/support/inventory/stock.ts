import { createHash } from 'node:crypto'
import type { Digest } from '../../../src/oci/digest.ts'
import type { Tag } from '../../../src/oci/distribution/tag.ts'
import type { StandInRequest, StandInResponse } from '../identity/internet.ts'

export interface StockedManifest {
  readonly digest: Digest
  readonly bytes: string
  readonly pushedAt: Date
}

const index = 'application/vnd.oci.image.index.v1+json'

/** What a repository holds: the state that a stand-in's API and its `/v2/` have in common. */
export class Stock {
  readonly manifests = new Map<string, StockedManifest>()
  readonly tags = new Map<string, Digest>()
  /** When tags moved. */
  readonly moved = new Map<string, Date>()

  /** Adds an empty index that no other is like. The newest comes first in lists. */
  add(seed: string, tags: readonly string[] = [], day = '2026-03-01'): Digest {
    const manifest = { schemaVersion: 2, mediaType: index, manifests: [], annotations: { seed } }
    const digest = this.put(JSON.stringify(manifest), new Date(`${day}T12:00:00Z`))
    for (const tag of tags) this.move(tag, digest, new Date(`${day}T12:00:00Z`))
    return digest
  }

  put(bytes: string, pushedAt: Date): Digest {
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}` as Digest
    this.manifests.set(digest, { digest, bytes, pushedAt })
    return digest
  }

  move(tag: string, digest: Digest, at = new Date('2026-04-01T00:00:00Z')): void {
    this.tags.set(tag, digest)
    this.moved.set(tag, at)
  }

  tagsOf(digest: string): readonly string[] {
    return [...this.tags].filter(([, other]) => other === digest).map(([tag]) => tag)
  }

  delete(digest: string): void {
    this.manifests.delete(digest)
    for (const tag of this.tagsOf(digest)) this.tags.delete(tag)
  }

  /** The endpoints of `/v2/` for tags and manifests, without DELETE; undefined for anything else. It has every blob. */
  read({ method, url: { pathname }, headers, body }: StandInRequest): StandInResponse | undefined {
    if (pathname.endsWith('/tags/list')) return { body: { name: 'app', tags: [...this.tags.keys()] } }
    if (method === 'HEAD' && pathname.includes('/blobs/')) return { headers: { 'content-length': '2' } }
    const [, reference] = /^\/v2\/.+\/manifests\/([^/]+)$/.exec(pathname) ?? []
    if (reference === undefined) return undefined
    if (method === 'PUT') return this.#take(reference, body)
    const found = this.manifests.get(this.tags.get(reference) ?? reference)
    if (!found) return problem(404, 'MANIFEST_UNKNOWN', 'unknown')
    const type = { 'content-type': headers.accept ? JSON.parse(found.bytes).mediaType : 'text/plain' }
    return { headers: { ...type, 'docker-content-digest': found.digest }, body: method === 'HEAD' ? '' : found.bytes }
  }

  #take(reference: string, body: string): StandInResponse {
    const digest = this.put(body, new Date('2026-05-01T00:00:00Z'))
    if (reference !== digest) this.move(reference, digest)
    return { status: 201, headers: { 'docker-content-digest': digest } }
  }
}

export const tag = (text: string) => text as Tag

/** Milliseconds of noon on a day. */
export const noon = (day: string) => Date.parse(`${day}T12:00:00Z`)

/** A registry's refusal. */
export function problem(status: number, code: string, message: string): StandInResponse {
  return { status, body: { errors: [{ code, message }] } }
}

/** A challenge for Basic, unless the request has this user and password. */
export function basicProblem({ headers }: StandInRequest, login: string): StandInResponse | undefined {
  if (headers.authorization === `Basic ${Buffer.from(login).toString('base64')}`) return undefined
  return {
    ...problem(401, 'UNAUTHORIZED', 'authentication required'),
    headers: { 'www-authenticate': 'Basic realm="r"' },
  }
}
