import type { Log } from '../../../environment.ts'
import { formatBytes, formatCount } from '../../../format-amount.ts'
import { reportErrors } from '../../../github/report/report-errors.ts'
import { nameSome } from '../../../plan/tag-selection.ts'
import type { InspectionResult } from '../inspect-all.ts'
import { type Inspection, isFailed, type PlatformFacts } from '../inspection.ts'
import { firstOf, oneLine } from './shown.ts'

/** Logs a line for each image and each registry, and errors for those that did not answer. */
export function logInspection({ inspected, catalogs }: InspectionResult, log: Log): void {
  for (const each of inspected) {
    if (isFailed(each)) {
      reportErrors(each.error, log)
      continue
    }
    log.info(describeInspection(each))
    const incomplete = missingPlatforms(each)
    if (incomplete !== undefined) log.warning(incomplete)
  }
  for (const each of catalogs) {
    if (isFailed(each)) reportErrors(each.error, log)
    else log.info(`${each.name}: ${formatCount(each.repositories.length, 'repository')}`)
  }
}

/** `ghcr.io/acme/app:1.4: sha256:…, linux/amd64 (34 MB), linux/arm64 (33 MB), created 2026-…, 2 referrers` */
function describeInspection(inspection: Inspection): string {
  const { image, exists, digest, created, platforms = [], referrers = [], tags, tag } = inspection
  if (!exists) return `${image} ${whyMissing(inspection)}`
  const parts = [
    digest && tag && !image.endsWith(`:${tag}`) ? `'${tag}' is ${digest}` : digest,
    firstOf(platforms.map(platformWithSize)),
    created && `created ${oneLine(created)}`,
    digest && formatCount(referrers.length, 'referrer'),
    tags && `${formatCount(tags.length, 'tag')} selected (${nameSome(tags)})`,
  ]
  return `${image}: ${parts.filter(Boolean).join(', ')}`
}

function platformWithSize({ platform, size }: PlatformFacts): string {
  return `${oneLine(platform)} (${size === undefined ? 'missing' : formatBytes(size)})`
}

function whyMissing({ missing, tag, tags = [] }: Inspection): string {
  if (missing === 'repository') return 'does not exist: the registry does not have the repository'
  if (missing === 'tag') return `does not exist: the repository does not have the tag '${tag}'`
  if (missing === 'digest') return 'does not exist: the repository does not have this digest'
  if (tags.length === 0) return 'has no tag that matches'
  return `has no such version: none of its ${formatCount(tags.length, 'tag')} is a version in the range`
}

/** A warning about platforms that an index lists but the repository lacks: pulling the image for them fails. */
function missingPlatforms({ image, platforms = [] }: Inspection): string | undefined {
  const missing = platforms.filter((each) => each.missing)
  if (missing.length === 0) return undefined
  const named = firstOf(missing.map(({ platform, digest }) => `${oneLine(platform)} (${digest})`))
  return `${image} is incomplete: its index lists manifests that the repository does not have: ${named}. Push the image there again, or ignore this if only some platforms were copied`
}
