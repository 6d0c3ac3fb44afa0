import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mediaTypes } from '../../src/oci/descriptor.ts'
import type { Digest } from '../../src/oci/digest.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import type { CleanUpPlan, RemovalStep } from '../../src/retention/clean-up-plan.ts'
import { planCleanUp } from '../../src/retention/plan-clean-up.ts'
import { whyHeldBack } from '../../src/retention/removal/may-remove.ts'
import type { RepositoryGraph } from '../../src/retention/repository-graph.ts'
import type { RetentionPolicy } from '../../src/retention/retention-policy.ts'
import { randomFacts, randomPolicy, randomRepository, Tape } from './random-repository.ts'
import { ModelRepository, registries, type Semantics } from './registry-model.ts'

interface Case {
  readonly graph: RepositoryGraph
  readonly policy: RetentionPolicy
  readonly registry: Semantics
  /** Decides what goes wrong. */
  readonly tape: Tape
}

const bytes = fc.uint8Array({ minLength: 60, maxLength: 200 })
// Faults are read from bytes of their own: a repository uses up those that it is made of.
const cases = fc.tuple(bytes, bytes).map(([made, faults]): Case => {
  const tape = new Tape(made)
  const registry = tape.pick(registries)
  const policy = randomPolicy(tape)
  return { registry, policy, graph: randomRepository(tape), tape: new Tape(faults) }
})

const planFor = ({ graph, policy, registry }: Case) => planCleanUp(graph, policy, randomFacts, registry)

/** The property returns what is wrong: a matcher for every manifest would take most of the time. */
function check(runs: number, objections: (each: Case) => readonly unknown[]): void {
  const property = fc.property(cases, (each) => {
    const found = objections(each)
    if (found.length > 0) throw new Error(JSON.stringify(found))
  })
  fc.assert(property, { numRuns: runs })
}

const stays = (plan: CleanUpPlan) => plan.tags.filter((tag) => tag.do === 'keep')
const goes = (plan: CleanUpPlan) => plan.tags.filter((tag) => tag.do === 'delete')
const removals = ({ steps }: CleanUpPlan) => steps.filter((step) => step.do === 'remove')

/** Whether a tag is that of the signatures of something that stays. */
const isNamedAfter = (tag: string, staying: ReadonlySet<Digest>) =>
  isReferrer(tag) && staying.values().some((digest) => tag.startsWith(digest.replace(':', '-')))
const isReferrer = (tag: string) => tag.startsWith('sha256-')

/** What must survive: all that kept tags and `keep-digests` need, and what is locked. */
function mustStay({ graph, policy, registry }: Case, plan: CleanUpPlan): ReadonlySet<Digest> {
  const locked = graph.manifests.values().filter((manifest) => manifest.locked !== undefined)
  const roots = [...stays(plan), ...locked].map(({ digest }) => digest)
  return new ModelRepository(graph, registry).needs([...roots, ...policy.keepDigests])
}

interface Faults {
  /** Happens before each step. */
  readonly before?: (repository: ModelRepository) => void
  readonly isRefused?: (step: RemovalStep) => boolean
}

/** Carries out a plan as a caller does that checks again before each step; returns what is wrong after any of them. */
function carryOut(
  plan: CleanUpPlan,
  repository: ModelRepository,
  objections: () => readonly unknown[],
  { before, isRefused }: Faults = {}
): readonly unknown[] {
  const left = new Set<Digest>()
  return plan.steps.flatMap((step) => {
    before?.(repository)
    const named = repository.needs(repository.pushed)
    const state = {
      tagsOf: (digest: Digest) => repository.tagsOf(digest) as readonly Tag[],
      left,
      named,
      exposed: repository.exposed(named),
      present: new Set(repository.manifests.keys()),
    }
    const isDone = whyHeldBack(step, state) === undefined && !isRefused?.(step) && repository.carryOut(step)
    if (!isDone && step.do === 'remove') left.add(step.digest)
    return objections()
  })
}

/** What the tags of images need and the repository lacks, apart from what it lacked at the beginning. */
function lacking(repository: ModelRepository, { missing }: RepositoryGraph): readonly Digest[] {
  const tags = [...repository.tags].filter(([tag]) => !isReferrer(tag)).map(([, digest]) => digest)
  const needed = repository.needs(tags)
  const named = needed.values().flatMap((digest) => repository.manifests.get(digest)?.children ?? [])
  return [...tags, ...named.map(({ digest }) => digest)].filter(
    (digest) => !(repository.manifests.has(digest) || missing.has(digest))
  )
}

const removedTags = (tags: readonly { tag: string; digest: Digest }[], repository: ModelRepository) =>
  tags.filter(({ tag, digest }) => repository.tags.get(tag) !== digest)

test('nothing that a kept tag needs is removed, no tag that stays points at what goes, and nothing goes twice', () => {
  let steps = 0
  check(10_000, (each) => {
    const plan = planFor(each)
    const staying = mustStay(each, plan)
    const kept = new Set<string>(stays(plan).map(({ tag }) => tag))
    const going = plan.steps.map((step) => (step.do === 'untag' ? step.tag : step.digest))
    steps += going.length
    return [
      ...each.graph.tags.filter(({ tag, locked }) => locked !== undefined && !kept.has(tag)),
      ...goes(plan).filter(({ tag }) => isNamedAfter(tag, staying)),
      ...going.filter((each, index) => kept.has(each) || going.indexOf(each) !== index),
      ...removals(plan).filter(({ digest, tags }) => staying.has(digest) || tags.some((tag) => kept.has(tag))),
    ]
  })
  // Random rules that removed next to nothing would prove nothing.
  expect(steps).toBeGreaterThan(10_000)
})

test('what no rule chooses stays', () => {
  check(3_000, (each) => {
    const { graph, policy } = each
    const plan = planFor(each)
    const byItself = policy.untagged ?? policy.orphans ?? policy.broken
    const untagged = graph.manifests.values().filter(({ digest }) => !graph.tags.some((tag) => tag.digest === digest))
    const chosen = [...goes(plan), ...(byItself ? untagged : [])].map(({ digest }) => digest)
    const mayGo = connected(chosen, each)
    const isFull = policy.delete.some(
      ({ tags, stable }) => stable || tags?.included.some(({ text }) => text === 'latest')
    )
    return [
      ...removals(plan).filter(({ digest }) => !mayGo.has(digest)),
      ...goes(plan).filter(({ tag }) => tag === 'latest' && !isFull),
      ...(policy.delete.length > 0 || byItself ? [] : goes(plan)),
    ]
  })
})

/** What is connected with manifests: also lists of referrers that their fallback tags have left. */
function connected(
  chosen: readonly Digest[],
  { graph, registry }: Pick<Case, 'graph' | 'registry'>
): ReadonlySet<Digest> {
  const mayGo = new ModelRepository(graph, registry).needs(chosen)
  const lists = [...graph.manifests.values()].filter(({ digest, children }) => {
    return !mayGo.has(digest) && children.length > 0 && children.every((child) => mayGo.has(child.digest))
  })
  return lists.length === 0 ? mayGo : connected([...mayGo, ...lists.map(({ digest }) => digest)], { graph, registry })
}

test('no tag is broken between two steps at any registry, whatever it refuses', () => {
  check(2_000, (each) => {
    const plan = planFor(each)
    const repository = new ModelRepository(each.graph, each.registry)
    const staying = [...mustStay(each, plan)]
    const objections = () => [
      ...staying.filter((digest) => !repository.manifests.has(digest)),
      ...removedTags(stays(plan), repository),
      ...lacking(repository, each.graph),
    ]
    return carryOut(plan, repository, objections, { isRefused: () => each.tape.once(6) })
  })
})

test('where nothing is refused and nothing changes, exactly what the plan says goes', () => {
  check(2_000, (each) => {
    const plan = planFor(each)
    const repository = new ModelRepository(each.graph, { ...each.registry, keepsLast: false })
    carryOut(plan, repository, () => [])
    const kept = plan.refused === undefined ? stays(plan) : plan.tags
    const staying = plan.refused === undefined ? plan.manifests.filter((each) => each.do === 'keep') : plan.manifests
    const expected = new Set(staying.map(({ digest }) => digest))
    return [
      ...new Set(repository.manifests.keys()).symmetricDifference(expected),
      ...new Set(repository.tags.keys()).symmetricDifference(new Set(kept.map(({ tag }) => tag))),
    ]
  })
})

/** What others do with a manifest before they tag something. */
const acts = [
  (_: ModelRepository, digest: Digest) => digest,
  (repository: ModelRepository, digest: Digest) => repository.push(digest),
  (repository: ModelRepository, digest: Digest) => repository.sign(digest),
] as const

test('what is tagged or pushed meanwhile stays whole', () => {
  let changes = 0
  check(2_000, (each) => {
    const { tape, graph } = each
    const repository = new ModelRepository(graph, each.registry)
    const added: { tag: string; digest: Digest }[] = []
    const before = () => {
      // Between an image and the list of its signatures, the list must not go first: so there it may lack what it lists.
      const present = [...repository.manifests.keys()].filter((digest) => !repository.tagsOf(digest).some(isReferrer))
      const chosen = tape.once(3) ? tape.pick(present) : undefined
      if (chosen === undefined) return
      const digest = tape.pick(acts)(repository, chosen)
      const tag = { tag: `new${added.length}`, digest }
      repository.tags.set(tag.tag, digest)
      added.push(tag)
      changes += 1
    }
    const objections = () => [...removedTags(added, repository), ...lacking(repository, graph)]
    return carryOut(planFor(each), repository, objections, { before })
  })
  expect(changes).toBeGreaterThan(500)
})

test('tags that a truncated list left out stay whole', () => {
  check(2_000, (each) => {
    const { graph, registry, tape } = each
    const listed = graph.tags.filter(() => !tape.once(3))
    const hidden = graph.tags.filter((tag) => !listed.includes(tag) && graph.manifests.has(tag.digest))
    const repository = new ModelRepository(graph, registry)
    const objections = () => [...removedTags(hidden, repository), ...lacking(repository, graph)]
    return carryOut(planFor({ ...each, graph: { ...graph, tags: listed } }), repository, objections)
  })
})

test('a subject that comes back keeps what refers to it', () => {
  check(1_000, (each) => {
    const { graph, tape } = each
    const repository = new ModelRepository(graph, each.registry)
    const back = tape.pick([...graph.missing])
    let referring: readonly Digest[] = []
    const before = () => {
      if (repository.manifests.has(back) || !tape.once(3)) return
      repository.manifests.set(back, {
        digest: back,
        mediaType: mediaTypes.ociManifest,
        size: 10,
        children: [],
        blobs: [],
      })
      repository.pushed.push(back)
      referring = [...repository.needs([back])]
    }
    const objections = () => referring.filter((digest) => !repository.manifests.has(digest))
    return carryOut(planFor(each), repository, objections, { before })
  })
})

test('a manifest that could not be read stops everything, if anything names it', () => {
  check(1_000, (each) => {
    const { graph, tape } = each
    const unread = tape.pick([...graph.manifests.keys()])
    const manifests = new Map(graph.manifests)
    manifests.delete(unread)
    const named = [...manifests.values()].flatMap(({ children, subject }) => [
      subject,
      ...children.map(({ digest }) => digest),
    ])
    const isNamed = [...named, ...graph.tags.map(({ digest }) => digest)].includes(unread)
    const plan = planFor({ ...each, graph: { ...graph, manifests } })
    return isNamed && (plan.refused === undefined || plan.steps.length > 0) ? [plan] : []
  })
})
