/** A repository as a build context: BuildKit, frontend/dockerfile/dfgitutil/git_ref.go */
interface GitContext {
  /** Without fragment and query. */
  readonly url: string
  /** A branch, tag or commit; empty for the default branch. */
  readonly ref: string
  /** The folder that is the context; empty for the whole repository. */
  readonly folder: string
}

/** What a query may say beside the ref and the folder: how the repository is fetched. */
const harmless = ['keep-git-dir', 'submodules', 'mtime']

/**
 * Parses `https://host/owner/name.git#ref:folder` or `…?ref=…&subdir=…`. Undefined for a query that says more than that,
 * or the same thing twice.
 */
export function parseGitContext(text: string): GitContext | undefined {
  const { address = '', query = '', ref, folder } = form.exec(text)?.groups ?? {}
  const fields = [...new URLSearchParams(query)]
  const names = fields.map(([name]) => name)
  const isKnown = names.every((name) => ['ref', 'subdir', ...harmless].includes(name))
  if (!isKnown || new Set(names).size < names.length) return undefined
  const asked = Object.fromEntries(fields)
  if ((ref && asked.ref) || (folder && asked.subdir)) return undefined
  return { url: address, ref: ref || asked.ref || '', folder: folder || asked.subdir || '' }
}

const form = /^(?<address>[^#?]*)(?:\?(?<query>[^#]*))?(?:#(?<ref>[^:]*)(?::(?<folder>.*))?)?$/s

/** A commit of a repository, and perhaps a folder in it, as a build context. */
export function formatGitContext({ url, ref, folder }: GitContext): string {
  return `${url}#${ref}${folder ? `:${folder}` : ''}`
}
