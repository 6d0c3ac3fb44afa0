/** Fails unless the tag that was pushed is the version that the files speak of, and CHANGELOG.md describes it. */
import { readFileSync } from 'node:fs'
import { sectionOf } from './changelog.ts'
import { parseTag } from './versions.ts'

const tag = process.env.GITHUB_REF_NAME ?? ''
const version = parseTag(tag)?.text
const problems: string[] = []

if (version === undefined) problems.push(`Tag '${tag}' is not of the form vX.Y.Z or vX.Y.Z-PRERELEASE`)
else {
  for (const path of ['package.json', 'package-lock.json']) {
    const found = (JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string }).version
    if (found !== version) {
      problems.push(
        `${path} has version ${found}, and the tag is ${tag}: run 'npm version ${version} --no-git-tag-version'`
      )
    }
  }
  if (!sectionOf(readFileSync('CHANGELOG.md', 'utf8'), version)) {
    problems.push(`CHANGELOG.md does not describe ${version}: add a section '## ${version} - DATE'`)
  }
}

for (const problem of problems) console.log(`::error::${problem}`)
if (problems.length > 0) process.exitCode = 1
