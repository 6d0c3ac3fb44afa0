/** What the builder is to do when it is run. */
export interface Instructions {
  /** The text of each layer of the image that it builds. */
  readonly layers: readonly string[]
  /** BuildKit says the digest first, buildah last. */
  readonly manner?: 'buildkit' | 'buildah'
  /** Whether it attests the image, as BuildKit does: under the name that it pushes to. */
  readonly attested?: boolean
  /** Whether the sink is out of its reach. */
  readonly isolated?: boolean
  /** What it prints before anything else. */
  readonly prints?: string
  /** Whether it never ends by itself. */
  readonly endless?: boolean
  /** Whether the job is cancelled while it works. */
  readonly cancelled?: boolean
  /** What it prints and ends with in place of an image. */
  readonly failure?: { readonly stderr: string; readonly exitCode: number }
}

/** What a builder that was run was told, and what it did. */
export interface Record {
  readonly args: readonly string[]
  readonly variables: Readonly<Partial<{ [name: string]: string }>>
  /** Docker's configuration, as it found it. */
  readonly config: unknown
  /** The files that it was given as secrets, by id. */
  readonly secrets: Readonly<Partial<{ [id: string]: string }>>
  /** Digests that it sent, in order. */
  readonly sent: readonly string[]
  readonly end: 'done' | 'failed' | 'killed'
  /** The process that ran it. */
  readonly parent: number
}
