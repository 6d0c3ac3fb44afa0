/** The git ref that triggered a run, parsed. `other` keeps the whole ref, which is empty for some deployments. */
export type GitRef =
  | { readonly kind: 'branch'; readonly name: string }
  | { readonly kind: 'tag'; readonly name: string }
  /** `15` for the merge commit, `15/head` for the head of the pull request. */
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

/** The name of the branch or tag if the ref is one; otherwise empty, as expressions expect. */
export function nameIf(kind: 'branch' | 'tag', ref: GitRef): string {
  return ref.kind === kind ? ref.name : ''
}
