import type { Environment } from '../../environment.ts'
import type { GraphReader } from '../../inventory/graph/graph-reader.ts'
import { withAges } from '../../inventory/graph/image-ages.ts'
import { readGraph } from '../../inventory/graph/read-graph.ts'
import type { Inventory } from '../../inventory/inventory.ts'
import { checkRemoval } from '../../inventory/removal/check-removal.ts'
import { confirmKept } from '../../inventory/removal/confirm-kept.ts'
import { carryOut } from '../../inventory/removal/removal.ts'
import type { RemovalReport } from '../../inventory/removal/removal-report.ts'
import type { Digest } from '../../oci/digest.ts'
import { formatRepository, type Repository } from '../../oci/distribution/reference.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { Registry } from '../../registry/registry.ts'
import { RemoteRepository } from '../../registry/repository.ts'
import type { CleanUpPlan } from '../../retention/clean-up-plan.ts'
import { planCleanUp } from '../../retention/plan-clean-up.ts'
import type { CleanUpJob } from './clean-up-job.ts'
import { imagesToDate } from './images-to-date.ts'
import { readPolicyFacts } from './policy-facts.ts'
import type { RepositoryResult } from './repository-result.ts'

/** Referrers of referrers are found one level at a time. */
const levelLimit = 16

/** One repository, and how it is listed and cleaned up. */
export interface OpenRepository {
  readonly repository: Repository
  readonly registry: Registry
  readonly inventory: Inventory
}

/** The inputs that are the same for all repositories of a step. */
export type CleanUpOrder = Pick<CleanUpJob, 'policy' | 'isDryRun' | 'token'>

/** Decides what goes, and deletes it unless it is a dry run. Errors become `problems`; rejects only if the step is cancelled. */
export async function cleanUpRepository(
  open: () => Promise<OpenRepository>,
  repository: Repository,
  job: CleanUpOrder,
  environment: Environment
): Promise<RepositoryResult> {
  try {
    const opened = await open()
    const { reader, plan } = await decide(opened, job, environment)
    if (plan.refused !== undefined) return { repository, plan, problems: [plan.refused] }
    if (job.isDryRun || plan.steps.length === 0) return { repository, plan, problems: [] }
    return await remove(opened, { reader, plan }, environment)
  } catch (error) {
    environment.signal.throwIfAborted()
    const problem = `Nothing is deleted in ${formatRepository(repository)}: ${(error as Error).message}`
    return { repository, problems: [problem] }
  }
}

interface Decided {
  readonly reader: GraphReader
  readonly plan: CleanUpPlan
}

async function decide(
  { repository, registry, inventory }: OpenRepository,
  { policy, token }: CleanUpOrder,
  environment: Environment
): Promise<Decided> {
  const { log } = environment
  const { keepDigests } = policy
  const reader = await readGraph({ inventory, registry, repository, keepDigests, log })
  const tags = reader.graph.tags.map(({ tag }) => tag)
  const facts = await readPolicyFacts(policy, tags, { token, environment })
  const remote = new RemoteRepository(registry, repository, 'pull')
  for (let level = 0; ; level++) {
    const graph = await withAges(reader.graph, imagesToDate(reader.graph, policy, facts), remote)
    const plan = planCleanUp(graph, policy, facts, inventory)
    const isComplete = graph.listsUntagged || level === levelLimit
    // Without a list of all manifests, what refers to those that go is found by asking for it.
    if (isComplete || !(await reader.readReferrers(removedBy(plan)))) return { reader, plan }
  }
}

function removedBy({ manifests }: CleanUpPlan): readonly Digest[] {
  return manifests.filter((manifest) => manifest.do === 'delete').map(({ digest }) => digest)
}

async function remove(
  { repository, registry, inventory }: OpenRepository,
  { reader, plan }: Decided,
  { log, signal }: Environment
): Promise<RepositoryResult> {
  const where = formatRepository(repository)
  const remote = new RemoteRepository(registry, repository)
  const { graph } = reader
  const progress = (line: string) => log.info(`${where}: ${line}`)
  const pause = 4 * registry.firstWait
  const removal = await carryOut(plan.steps, { inventory, remote, reader, progress, pause, signal })
  signal.throwIfAborted()
  const result = { repository, plan, removal }
  const stopped = removal.stopped === undefined ? [] : [stoppedAt(where, removal)]
  try {
    const kept = plan.tags.filter((tag) => tag.do === 'keep')
    const confirmation = await confirmKept(kept, graph, remote)
    const after = await checkRemoval({ tags: plan.tags, removal, pause, signal }, inventory, remote)
    const later = await confirmKept(await readTags([...confirmation.moved, ...after.changed], reader), graph, remote)
    const problems = [
      ...confirmation.broken,
      ...later.broken.map((sentence) => `${sentence}; it was pushed during the clean-up: push it again`),
      ...after.dangling.map((tag) => `the registry still lists the tag '${tag}', whose manifest it deleted`),
      ...undeleted(after.undeleted),
    ]
    return { ...result, confirmation, problems: [...stopped, ...problems.map((problem) => `${where}: ${problem}`)] }
  } catch (error) {
    const unknown = `${where}: it could not be confirmed that the kept tags are whole: ${(error as Error).message}`
    return { ...result, problems: [...stopped, unknown] }
  }
}

/** Reads tags that were created or moved during the removal, with all that they reach; those that are gone are left out. */
async function readTags(
  tags: readonly Tag[],
  reader: GraphReader
): Promise<readonly { readonly tag: Tag; readonly digest: Digest }[]> {
  const found: { readonly tag: Tag; readonly digest: Digest }[] = []
  for (const tag of new Set(tags)) {
    const manifest = await reader.readTag({ tag })
    if (manifest) found.push({ tag, digest: manifest.digest })
  }
  return found
}

function undeleted(names: readonly (Tag | Digest)[]): readonly string[] {
  if (names.length === 0) return []
  const shown = names.slice(0, 5).join(', ')
  const more = names.length > 5 ? ` and ${names.length - 5} more` : ''
  return [`${shown}${more}: still there, though the registry, or a proxy in front of it, says that they are deleted`]
}

function stoppedAt(where: string, { stopped, tags, manifests }: RemovalReport): string {
  const done = `${tags.length} tags and ${manifests.length} manifests were deleted before that`
  return `${where}: the removal ended early: ${stopped} (${done}; the next run goes on)`
}
