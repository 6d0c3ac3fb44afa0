import { execFileSync } from 'node:child_process'

/** A tag of the remote repository. The two are the same unless the tag is annotated. */
export interface RemoteTag {
  readonly object: string
  readonly commit: string
}

export function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim()
}

/** The tags that `origin` has now: a checkout of one tag has no others. */
export function remoteTags(): ReadonlyMap<string, RemoteTag> {
  const tags = new Map<string, RemoteTag>()
  for (const line of git('ls-remote', '--tags', 'origin').split('\n')) {
    const [, object = '', name = '', peeled] = /^(\w+)\trefs\/tags\/(.+?)(\^\{\})?$/.exec(line) ?? []
    if (name) tags.set(name, { object: peeled ? (tags.get(name)?.object ?? object) : object, commit: object })
  }
  return tags
}
