/** Creates the release on GitHub, with what CHANGELOG.md says about it; updates it if an earlier attempt created it. */
import { readFileSync } from 'node:fs'
import { sectionOf } from './changelog.ts'
import { remoteTags } from './remote-tags.ts'
import { isLatest, parseTag } from './versions.ts'

const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN, GITHUB_REF_NAME: tag = '' } = process.env
const releases = `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/releases`

async function request(method: string, url: string, body?: object): Promise<Response> {
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${GITHUB_TOKEN}`,
    'x-github-api-version': '2022-11-28',
  }
  const response = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  if (response.ok || (method === 'GET' && response.status === 404)) return response
  throw new Error(`${method} ${url} failed: ${response.status} ${await response.text()}`)
}

const version = parseTag(tag)
if (version === undefined) throw new Error(`Tag '${tag}' is not of the form vX.Y.Z or vX.Y.Z-PRERELEASE`)
const release = {
  tag_name: tag,
  name: tag,
  body: sectionOf(readFileSync('CHANGELOG.md', 'utf8'), version.text) ?? '',
  prerelease: version.isPrerelease,
  make_latest: String(isLatest(tag, [...remoteTags().keys()])),
}
const existing = await request('GET', `${releases}/tags/${tag}`)
if (existing.ok) {
  const { id } = (await existing.json()) as { readonly id: number }
  await request('PATCH', `${releases}/${id}`, release)
} else await request('POST', releases, release)
console.log(`${tag} is released`)
