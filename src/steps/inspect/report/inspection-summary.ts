import type { Log } from '../../../environment.ts'
import { formatBytes, formatCount } from '../../../format-amount.ts'
import { type HtmlColumn, htmlCode, htmlTable } from '../../../github/summary/html.ts'
import { markdownCode, markdownText } from '../../../github/summary/markdown.ts'
import { shortDigest } from '../../../oci/digest.ts'
import type { InspectionResult } from '../inspect-all.ts'
import { type Inspected, type Inspection, isFailed } from '../inspection.ts'
import type { ListedCatalog } from '../list-catalogs.ts'
import { messageOf } from './inspection-outputs.ts'
import { firstOf, oneLine } from './shown.ts'

const rowLimit = 200

/** The job summary: Markdown. `redact` removes secrets. */
export function inspectionSummary({ inspected, catalogs }: InspectionResult, redact: Log['redact']): string {
  const failures = [...inspected, ...catalogs].filter(isFailed).slice(0, rowLimit)
  const rows = inspected.slice(0, rowLimit)
  const rest = inspected.length - rows.length
  const sections = [
    `### 🔎 ${inspected.length > 0 ? `Inspected ${formatCount(inspected.length, 'image')}` : 'Listed repositories'}`,
    failures.map(({ error }) => `- ${markdownText(redact(messageOf(error)))}`).join('\n'),
    rows.length > 0 && htmlTable(columnsWith(redact), rows),
    rest > 0 && `and ${formatCount(rest, 'more image')}`,
    ...catalogs.map(catalogLine),
  ]
  return `${sections.filter(Boolean).join('\n\n')}\n`
}

const columnsWith = (redact: Log['redact']): readonly HtmlColumn<Inspected>[] => [
  { heading: 'Image', cell: (each) => `${markOf(each)} ${htmlCode(each.image)}` },
  ofImage('Tag', ({ tag, image }) => (tag && !image.endsWith(`:${tag}`) ? htmlCode(tag) : undefined)),
  ofImage('Digest', ({ digest }) => digest && `<code>${shortDigest(digest)}</code>`),
  ofImage('Platforms', ({ platforms = [] }) => {
    const names = firstOf(platforms.map(({ platform }) => oneLine(redact(platform))))
    return names ? htmlCode(names) : undefined
  }),
  ofImage('Size', ({ size }) => size && formatBytes(size.total ?? 0), true),
  ofImage('Created', ({ created }) => created && htmlCode(oneLine(redact(created)))),
  ofImage('Referrers', ({ referrers }) => referrers && String(referrers.length), true),
  ofImage('Tags', ({ tags }) => tags && String(tags.length), true),
]

function ofImage(
  heading: string,
  cell: (image: Inspection) => string | undefined,
  isNumber = false
): HtmlColumn<Inspected> {
  return { heading, isNumber, cell: (each) => (isFailed(each) ? undefined : cell(each)) }
}

function markOf(each: Inspected): string {
  if (isFailed(each)) return '❌'
  return each.exists ? '✅' : '➖'
}

function catalogLine(catalog: ListedCatalog): string | undefined {
  if (isFailed(catalog)) return undefined
  const { name, repositories } = catalog
  const count = formatCount(repositories.length, 'repository')
  const names = firstOf(repositories.map(markdownCode))
  return `**${markdownText(name)}:** ${count}${names && ` (${names})`}`
}
