/** What CHANGELOG.md says about a version, without the heading: `## 1.4.2` or `## 1.4.2 - 2026-11-29`. */
export function sectionOf(changelog: string, version: string): string | undefined {
  const lines = changelog.split('\n')
  const begin = lines.findIndex((line) => line === `## ${version}` || line.startsWith(`## ${version} `))
  if (begin < 0) return undefined
  const length = lines.slice(begin + 1).findIndex((line) => line.startsWith('## '))
  return lines
    .slice(begin + 1, length < 0 ? undefined : begin + 1 + length)
    .join('\n')
    .trim()
}
