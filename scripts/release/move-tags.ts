/** Moves `vX` and `vX.Y` to the release, unless a newer release of that line exists. */
import { git, remoteTags } from './remote-tags.ts'
import { movingTags } from './versions.ts'

const tag = process.env.GITHUB_REF_NAME ?? ''
const tags = remoteTags()
const commit = git('rev-parse', 'HEAD')
if (tags.get(tag)?.commit !== commit) {
  throw new Error(`Tag ${tag} no longer points at ${commit}, which was checked: delete it, and push it again`)
}
const moving = movingTags(tag, [...tags.keys()])
if (moving.length === 0) console.log(`No tag moves to ${tag}: it is a pre-release, or a newer release exists`)
else {
  // The lease refuses the push if another release has moved a tag since they were listed.
  const leases = moving.map((name) => `--force-with-lease=refs/tags/${name}:${tags.get(name)?.object ?? ''}`)
  git('push', '--atomic', ...leases, 'origin', ...moving.map((name) => `${commit}:refs/tags/${name}`))
  console.log(`${moving.join(' and ')} now point at ${tag}`)
}
