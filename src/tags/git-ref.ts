/** What a run was started for: a git ref, read once. `other` keeps the whole ref, which is empty for some deployments. */
export type GitRef =
  | { readonly kind: 'branch'; readonly name: string }
  | { readonly kind: 'tag'; readonly name: string }
  /** `15` for what would be merged, `15/head` for what was proposed. */
  | { readonly kind: 'pull-request'; readonly name: string }
  | { readonly kind: 'other'; readonly name: string }

export function parseGitRef(ref: string): GitRef {
  const { space, rest = '' } = /^refs\/(?<space>heads|tags|pull)\/(?<rest>.*)$/s.exec(ref)?.groups ?? {}
  switch (space) {
    case 'heads':
      return { kind: 'branch', name: rest }
    case 'tags':
      return { kind: 'tag', name: rest }
    case 'pull':
      return { kind: 'pull-request', name: rest.replace(/\/merge$/, '') }
    default:
      return { kind: 'other', name: ref }
  }
}

/** The name of a branch, or of a tag, where the ref is one; else empty, as expressions have it. */
export function nameIf(kind: 'branch' | 'tag', ref: GitRef): string {
  return ref.kind === kind ? ref.name : ''
}
