import compare from 'semver/functions/compare.js'
import parse from 'semver/functions/parse.js'
import type { Scheme, Version } from './version.ts'

/** Semantic Versioning 2.0, parsed strictly except for a leading `v`. */
export const semver: Scheme = {
  name: 'semver',
  url: 'https://semver.org',
  read: readSemver,
  compare: (a, b) => compare(a.normal, b.normal),
}

function readSemver(raw: string): Version | undefined {
  const fields = parse(raw)
  if (!fields) return undefined
  return { scheme: semver, normal: fields.version, stable: fields.prerelease.length === 0, fields }
}
