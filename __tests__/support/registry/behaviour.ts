/** Another origin that clients are sent to, or the registry's own second one, which shares its content. */
export type Elsewhere = 'elsewhere' | { readonly origin: string }

/** How a registry of the field differs from the next. All of it may be changed while the registry runs. */
export interface Behaviour {
  /** How the Location of an upload session is written. */
  readonly location: 'absolute' | 'relative' | Elsewhere
  /** Whether that Location has a query without which the session is not found. */
  readonly locationQuery: boolean
  /** A mount from a repository that has the blob: done, answered with a session, or refused with a status. */
  readonly mount: 'done' | 'session' | number
  /** A mount without `from`: looked for in all repositories, answered with a session, or refused with a status. */
  readonly mountWithoutFrom: 'done' | 'session' | number
  /** What a mount answers where the source lacks the blob or may not be read. */
  readonly mountFailed: 'session' | number
  /** A PUT that brings the whole blob; 404 where only chunks are known. */
  readonly wholePut: 'works' | 404
  /** The status of a PATCH that was taken. */
  readonly patchStatus: 202 | 201
  /**
   * The Range of a session: up to the last byte received, that of the last chunk alone, that of the first for ever, or a
   * byte more each time that it is told.
   */
  readonly range: 'right' | 'of chunk' | 'stuck' | 'creeping'
  /** Whether HEAD works; 405 answers all of them. */
  readonly head: 'works' | 405
  /** The status for a blob or manifest that is not there. */
  readonly missing: 404 | 403
  readonly digestHeader: 'right' | 'missing' | 'wrong'
  /** The Content-Length of answers to HEAD. */
  readonly headLength: 'right' | 'missing' | 'wrong'
  /** A single POST with the whole blob: taken (201), or its body ignored (202). */
  readonly singlePost: 'taken' | 'ignored'
  /** Told as OCI-Chunk-Min-Length; shorter chunks are refused once another follows. */
  readonly chunkMinimum: number
  /** Longer bodies of PATCH, or of PUT too, are refused. */
  readonly bodyMaximum:
    | { readonly bytes: number; readonly status: 400 | 405 | 413 | 416; readonly put: boolean }
    | undefined
  /** What is answered to GET of a session. */
  readonly uploadStatus: 204 | 404
  /** The Range of a session that has no byte yet. */
  readonly emptyRange: '0-0' | '0--1' | 'missing'
  /** Whether a session outlives a request that broke off, with the bytes that arrived. */
  readonly brokenUpload: 'kept' | 'lost'
  /** Requests whose path and query are longer are refused with a status, or their connection is reset. */
  readonly urlMaximum: { readonly characters: number; readonly answer: 414 | 'reset' } | undefined
  /** end-7b: how many of the tags in the query are taken and answered with OCI-Tag. 0 ignores them, as older registries. */
  readonly tagsPerRequest: number
  /** A manifest that is put while another is being put into the same repository, which takes a delay or rounds to happen. */
  readonly parallelManifests: 'works' | 'refused'
  /** Tags that cannot be moved, nor be put again with the digest they have. */
  readonly immutable: ((tag: string) => boolean) | undefined
  readonly immutableStatus: 400 | 403 | 409 | 412
  /** RFC 9110, 13.1: conditions on writes of manifests. Most registries know none; some gateways refuse them all. */
  readonly conditions: 'kept' | 'unknown' | 412 | 501
  /** How many reads of a tag still show what it pointed at before it was written. */
  readonly tagLag: number
  /** DELETE of tags, manifests and blobs. */
  readonly delete: 'works' | 405 | 400
  /** DELETE of upload sessions. */
  readonly cancel: 'works' | number
  readonly referrers: 'works' | 404
  /** Whether OCI-Subject is answered; like `referrers` unless given. */
  readonly subjectHeader: boolean | undefined
  /** How many manifests naming a blob are refused, after the blob arrived, because it is not seen yet. */
  readonly lag: number
  /** The status of MANIFEST_BLOB_UNKNOWN, and whether its detail names the digest. */
  readonly unknownBlob: { readonly status: number; readonly detail: 'digest' | 'text' | 'none' }
  /** Whether an index is refused that names a manifest which is not there. */
  readonly children: 'checked' | 'unchecked'
  /** Requests answered with a redirect. */
  readonly redirect:
    | { readonly methods: readonly string[]; readonly to: Elsewhere; readonly status: 301 | 302 | 307 | 308 }
    | undefined
  /** Tags per page, and where the Link to the next page leads. */
  readonly page: { readonly size: number; readonly link: 'relative' | 'absolute' | 'endless' | Elsewhere } | undefined
  readonly warnings: readonly string[]
  /** Whether refusals (401, redirects, rate limits) come after the body was read, or at once, the connection then closed. */
  readonly refusals: 'late' | 'early'
  /** 429 for what exceeds so many requests in a window of time. */
  readonly rateLimit:
    | { readonly requests: number; readonly milliseconds: number; readonly retryAfter?: string }
    | undefined
  readonly manifestLimit: number
}

/** A registry that does all that distribution-spec v1.1.1 has it do, with an absolute Location as most send it. */
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
  cancel: 'works',
  referrers: 'works',
  subjectHeader: undefined,
  lag: 0,
  unknownBlob: { status: 404, detail: 'digest' },
  children: 'checked',
  redirect: undefined,
  page: undefined,
  warnings: [],
  refusals: 'late',
  rateLimit: undefined,
  manifestLimit: 4 * 1024 * 1024,
}
