/** What the builder does when it is run. */
export interface Instructions {
  /** The text of each layer of the image that it builds. */
  readonly layers: readonly string[]
  /** BuildKit sends the digest first, buildah last. */
  readonly manner?: 'buildkit' | 'buildah'
  /** Whether it attests the image under the name that it pushes to, as BuildKit does. */
  readonly attested?: boolean
  /** Whether it cannot reach the sink. */
  readonly isolated?: boolean
  /** The engine's image store, by default containerd's. */
  readonly store?: 'classic'
  /** The error output when a builder is created, instead of a builder. */
  readonly creation?: string
  /** What it prints first. */
  readonly prints?: string
  /** Whether it never exits by itself. */
  readonly endless?: boolean
  /** Whether the job is cancelled while it is running. */
  readonly cancelled?: boolean
  /** Its error output and exit code, instead of an image. */
  readonly failure?: { readonly stderr: string; readonly exitCode: number }
}

/** The arguments of a run, and what it did. */
export interface Record {
  readonly args: readonly string[]
  readonly variables: Readonly<Partial<{ [name: string]: string }>>
  /** Docker's configuration during the run. */
  readonly config: unknown
  /** The contents of its secret files, by ID. */
  readonly secrets: Readonly<Partial<{ [id: string]: string }>>
  /** The digests that it sent, in order. */
  readonly sent: readonly string[]
  readonly end: 'done' | 'failed' | 'killed'
  /** The ID of the process that started it. */
  readonly parent: number
}
