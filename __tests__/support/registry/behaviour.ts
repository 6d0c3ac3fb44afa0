/** Another origin that clients are sent to, or the registry's own second origin, which shares its content. */
export type Elsewhere = 'elsewhere' | { readonly origin: string }

/** How real registries differ. Every option can be changed while the registry is running. */
export interface Behaviour {
  /** The format of an upload session's Location. */
  readonly location: 'absolute' | 'relative' | Elsewhere
  /** Whether that Location has a query that is needed to find the session. */
  readonly locationQuery: boolean
  /** A mount from a repository that has the blob: succeeds, opens a session, or is refused with a status. */
  readonly mount: 'done' | 'session' | number
  /** A mount without `from`: searches all repositories, opens a session, or is refused with a status. */
  readonly mountWithoutFrom: 'done' | 'session' | number
  /** The response to a mount whose source does not have the blob or cannot be read. */
  readonly mountFailed: 'session' | number
  /** A PUT with the whole blob; 404 if only chunks are supported. */
  readonly wholePut: 'works' | 404
  /** The status of an accepted PATCH. */
  readonly patchStatus: 202 | 201
  /**
   * The Range of a session: up to the last byte received, that of the last chunk only, always that of the first, or one
   * more byte each time.
   */
  readonly range: 'right' | 'of chunk' | 'stuck' | 'creeping'
  /** Whether HEAD is supported; 405 is the response to any HEAD. */
  readonly head: 'works' | 405
  /** The status for a missing blob or manifest. */
  readonly missing: 404 | 403
  readonly digestHeader: 'right' | 'missing' | 'wrong'
  /** The Content-Length in responses to HEAD. */
  readonly headLength: 'right' | 'missing' | 'wrong'
  /** A GET of a part of a blob: right, the whole blob, from another byte on, or without saying which part it is. */
  readonly ranges: 'right' | 'ignored' | 'shifted' | 'unnamed'
  /** A single POST with the whole blob: accepted (201), or its body ignored (202). */
  readonly singlePost: 'taken' | 'ignored'
  /** Sent as OCI-Chunk-Min-Length; a shorter chunk is refused once another one follows. */
  readonly chunkMinimum: number
  /** PATCH requests with longer bodies are refused; PUT requests as well if `put` is set. */
  readonly bodyMaximum:
    | { readonly bytes: number; readonly status: 400 | 405 | 413 | 416; readonly put: boolean }
    | undefined
  /** The status for GET of a session. */
  readonly uploadStatus: 204 | 404
  /** The Range of a session that has received nothing. */
  readonly emptyRange: '0-0' | '0--1' | 'missing'
  /** Whether a session survives an interrupted request, with the bytes received so far. */
  readonly brokenUpload: 'kept' | 'lost'
  /** A request with a longer path and query is refused with a status, or its connection is reset. */
  readonly urlMaximum: { readonly characters: number; readonly answer: 414 | 'reset' } | undefined
  /** end-7b: how many tags of the query are written and returned in OCI-Tag. 0 ignores them, as most registries do. */
  readonly tagsPerRequest: number
  /** A manifest that is put during another put to the same repository, which only happens with a delay or rounds. */
  readonly parallelManifests: 'works' | 'refused'
  /** Tags that cannot be written again, not even with the same digest. */
  readonly immutable: ((tag: string) => boolean) | undefined
  readonly immutableStatus: 400 | 403 | 409 | 412
  /** RFC 9110, 13.1: conditional writes of manifests. Most registries ignore conditions; some gateways refuse all. */
  readonly conditions: 'kept' | 'unknown' | 412 | 501
  /** How many reads of a tag return its previous manifest after it was written. */
  readonly tagLag: number
  /** DELETE of tags, manifests and blobs. */
  readonly delete: 'works' | 405 | 400
  /** DELETE of a tag: removes only the tag, or is refused as by registry 2.8. */
  readonly deleteTag: 'works' | 405 | 400
  /** DELETE of upload sessions. */
  readonly cancel: 'works' | number
  readonly referrers: 'works' | 404
  /** Whether OCI-Subject is returned; by default like `referrers`. */
  readonly subjectHeader: boolean | undefined
  /** How many manifests that refer to a blob are refused after its upload, because it is not visible yet. */
  readonly lag: number
  /** The status of MANIFEST_BLOB_UNKNOWN, and whether its detail names the digest. */
  readonly unknownBlob: { readonly status: number; readonly detail: 'digest' | 'text' | 'none' }
  /** Whether an index is refused if one of its manifests is missing. */
  readonly children: 'checked' | 'unchecked'
  /** Requests that are redirected. */
  readonly redirect:
    | { readonly methods: readonly string[]; readonly to: Elsewhere; readonly status: 301 | 302 | 307 | 308 }
    | undefined
  /** Tags or repositories per page, and the URL in the Link to the next page, which some registries leave out. */
  readonly page:
    | { readonly size: number; readonly link: 'relative' | 'absolute' | 'endless' | 'missing' | Elsewhere }
    | undefined
  /** The list of all repositories, in pages like tags. Most registries of several customers have none. */
  readonly catalog: 'works' | 401 | 404
  readonly warnings: readonly string[]
  /** Headers of all responses of the endpoints. */
  readonly headers: Readonly<Record<string, string>>
  /** Whether refusals (401, redirects, rate limits) come after the body was read, or at once, closing the connection. */
  readonly refusals: 'late' | 'early'
  /** 429 for more than this many requests in a period of time. */
  readonly rateLimit:
    | { readonly requests: number; readonly milliseconds: number; readonly retryAfter?: string }
    | undefined
  readonly manifestLimit: number
  /** The repositories that exist; undefined if they are created on push. */
  readonly repositories: { has(name: string): boolean } | undefined
}

/** A registry that conforms to distribution-spec v1.1.1, with an absolute Location like most. */
export const conforming: Behaviour = {
  location: 'absolute',
  locationQuery: true,
  mount: 'done',
  mountWithoutFrom: 'session',
  mountFailed: 'session',
  wholePut: 'works',
  patchStatus: 202,
  range: 'right',
  head: 'works',
  missing: 404,
  digestHeader: 'right',
  headLength: 'right',
  ranges: 'right',
  singlePost: 'taken',
  chunkMinimum: 0,
  bodyMaximum: undefined,
  uploadStatus: 204,
  emptyRange: '0-0',
  brokenUpload: 'kept',
  urlMaximum: undefined,
  tagsPerRequest: 0,
  parallelManifests: 'works',
  immutable: undefined,
  immutableStatus: 400,
  conditions: 'kept',
  tagLag: 0,
  delete: 'works',
  deleteTag: 'works',
  cancel: 'works',
  referrers: 'works',
  subjectHeader: undefined,
  lag: 0,
  unknownBlob: { status: 404, detail: 'digest' },
  children: 'checked',
  redirect: undefined,
  page: undefined,
  catalog: 'works',
  warnings: [],
  headers: {},
  refusals: 'late',
  rateLimit: undefined,
  manifestLimit: 4 * 1024 * 1024,
  repositories: undefined,
}
