/** A cache that could not be read or written, as the progress of a build shows it. */
export interface CacheFailure {
  readonly kind: 'import' | 'export'
  /** `registry`, `gha`, `local` …: of an import, its reference if that is known. */
  readonly cache: string
  readonly reason: string
}

/** Bake puts the target in front if there are several: docker/buildx, util/progress/multiwriter.go */
const targetPrefix = /^\[[\w-]+\] /
const line = /^#(?<vertex>\d+) (?<said>.*)$/
/** The heading of an import: BuildKit, solver/llbsolver/bridge.go */
const importing = /^importing cache manifest from (?<cache>\S+)$/

/** The types of caches by the headings under which BuildKit exports them: BuildKit, cache/remotecache */
const exporters: Readonly<Record<string, string>> = {
  'exporting cache to registry': 'registry',
  'exporting to GitHub Actions Cache': 'gha',
  'exporting cache to client directory': 'local',
  'exporting cache to Amazon S3': 's3',
  'exporting cache to Azure Blob Storage': 'azblob',
}

/** Follows the caches in the lines of `--progress=plain`. */
export class CacheFailures {
  readonly #begun = new Map<string, Omit<CacheFailure, 'reason'>>()
  readonly #all: CacheFailure[] = []
  #hasImported = false

  /** All that failed, but for caches that do not exist, as before a first build. */
  get all(): readonly CacheFailure[] {
    return this.#all
  }

  /** Whether a cache was read: its layers are fetched later, when a step needs them. */
  get hasImported(): boolean {
    return this.#hasImported
  }

  read(text: string): void {
    const { vertex = '', said = '' } = line.exec(text)?.groups ?? {}
    const begun = vertex === '' ? undefined : beginningIn(said)
    if (begun) this.#begun.set(vertex, begun)
    const known = this.#begun.get(vertex)
    if (!known) return
    if (/^(?:DONE|CACHED)\b/.test(said) && known.kind === 'import') this.#hasImported = true
    const reason = /^ERROR: (?<reason>.*)$/.exec(said)?.groups?.reason
    if (reason && !(known.kind === 'import' && isAbsent(reason))) this.#all.push({ ...known, reason })
  }
}

/** What a line says that a vertex begins to do. */
function beginningIn(text: string): Omit<CacheFailure, 'reason'> | undefined {
  const said = text.replace(targetPrefix, '')
  const from = importing.exec(said)?.groups?.cache
  // Only a registry's cache is shown by its reference, the others by type and hash: `gha:2615439350691418276`.
  if (from) return { kind: 'import', cache: from.replace(/^(\w+):\d{10,}$/, '$1') }
  const to = exporters[said]
  return to === undefined ? undefined : { kind: 'export', cache: to }
}

function isAbsent(reason: string): boolean {
  return /(?:not found|no such file or directory)$/.test(reason)
}
