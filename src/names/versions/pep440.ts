import { clean, compare, explain, major, minor, patch } from '@renovatebot/pep440'
import type { Scheme, Version } from './version.ts'

/** The versions of Python packages. */
export const pep440: Scheme = {
  name: 'PEP 440',
  url: 'https://peps.python.org/pep-0440',
  read: readPep440,
  compare: (a, b) => compare(a.normal, b.normal),
}

function readPep440(raw: string): Version | undefined {
  const parts = explain(raw)
  const normal = clean(raw)
  if (!parts || normal === null) return undefined
  const stable = !(parts.is_prerelease || parts.is_postrelease || parts.is_devrelease)
  const fields = { raw, version: normal, major: major(raw), minor: minor(raw), patch: patch(raw) }
  return { scheme: pep440, normal, stable, fields }
}
