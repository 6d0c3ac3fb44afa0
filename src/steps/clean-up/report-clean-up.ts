import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../../environment.ts'
import { formatBytes, formatCount } from '../../format-amount.ts'
import { writeOutputs } from '../../github/report/step-outputs.ts'
import { writeSummary } from '../../github/summary/summary.ts'
import { shortDigest } from '../../oci/digest.ts'
import { formatRepository } from '../../oci/distribution/reference.ts'
import type { TagDecision } from '../../retention/clean-up-plan.ts'
import { cleanUpSummary } from './clean-up-summary.ts'
import { planJson, planWithin } from './plan-json.ts'
import { bytesFreed, deletedManifests, deletedTags, type RepositoryResult } from './repository-result.ts'

/** Lines of the log for each repository. */
const lineLimit = 1_000
/** Characters. Longer outputs are of no use: GitHub limits those of a job, and systems limit variables. */
const outputLimit = 500_000

/** Writes log, outputs and summary, and returns whether all went well. Throws if a file cannot be written. */
export async function reportCleanUp(
  results: readonly RepositoryResult[],
  isDryRun: boolean,
  { log, variables, temp }: Environment
): Promise<boolean> {
  for (const result of results) await log.group(headingOf(result, isDryRun), async () => logResult(result, log))
  for (const result of results) annotate(result, log)
  const file = join(await mkdtemp(join(temp, 'clean-up-')), 'plan.json')
  const text = planJson(results, isDryRun)
  await writeFile(file, text)
  const total = (count: (result: RepositoryResult) => number) => results.reduce((sum, each) => sum + count(each), 0)
  const kept = (result: RepositoryResult) => (result.plan?.tags.length ?? 0) - deletedTags(result)
  writeOutputs(
    {
      plan: planWithin(outputLimit, results, isDryRun),
      'plan-file': file,
      deleted: String(total(deletedTags)),
      kept: String(total(kept)),
      bytes: String(total(bytesFreed)),
    },
    variables
  )
  writeSummary(log.redact(cleanUpSummary(results, isDryRun)), variables)
  return results.every(({ problems }) => problems.length === 0)
}

function annotate({ repository, plan, removal, problems }: RepositoryResult, log: Environment['log']): void {
  const where = formatRepository(repository)
  for (const problem of problems) log.error(problem)
  for (const { tags, digest, reason } of removal?.stayed ?? []) {
    log.warning(`${where}: ${tags.join(', ') || shortDigest(digest)} stays: ${reason}`)
  }
  for (const digest of plan?.unknownDigests ?? []) {
    log.warning(`${where}: 'keep-digests' lists ${digest}, which the repository does not have`)
  }
}

function headingOf(result: RepositoryResult, isDryRun: boolean): string {
  const { repository, plan } = result
  const where = formatRepository(repository)
  if (!plan) return `${where}: not cleaned up`
  const [tags, manifests] = [deletedTags(result), deletedManifests(result)]
  const what = `${tags} of ${formatCount(plan.tags.length, 'tag')} and ${manifests} of ${formatCount(plan.manifests.length, 'manifest')}`
  return `${where}: ${isDryRun ? 'would delete' : 'deleted'} ${what}, ${formatBytes(bytesFreed(result))}`
}

function logResult({ plan, confirmation }: RepositoryResult, log: Environment['log']): void {
  if (!plan) return
  const deleted = plan.tags.filter((tag) => tag.do === 'delete')
  const kept = plan.tags.filter((tag) => tag.do === 'keep')
  const lines = [...deleted, ...kept].map(lineOf)
  for (const line of lines.slice(0, lineLimit)) log.info(line)
  if (lines.length > lineLimit) log.info(`and ${lines.length - lineLimit} more tags: see the output 'plan-file'`)
  if (!confirmation) return
  const { tags, manifests, broken } = confirmation
  const found = `checked ${formatCount(tags, 'kept tag')} and the ${formatCount(manifests, 'manifest')} they reach`
  log.info(broken.length === 0 ? `${found}: all are there` : `${found}: ${broken.length} are missing`)
}

function lineOf({ do: what, tag, digest, rule, reason }: TagDecision): string {
  return `${what} ${tag} (${shortDigest(digest)}): ${[rule, reason].filter(Boolean).join(': ')}`
}
