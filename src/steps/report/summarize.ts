import { dockerfileOf } from '../../builder/dockerfile/build-context.ts'
import type { Variables } from '../../environment.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import type { JobSummary } from '../../github/summary/job-summary.ts'
import type { Descriptor } from '../../oci/descriptor.ts'
import type { BuildReport } from '../../plan/build-report.ts'
import { mergeOutcomes } from '../../plan/merged-outcome.ts'
import { commonDigest } from '../../plan/outcome.ts'
import type { CheckReport } from '../../push/phases/check.ts'
import type { Result } from '../job/result.ts'
import { expandPaths } from '../read/context.ts'
import type { Mode } from '../request/mode.ts'
import { comparedImages } from './compared-images.ts'

/** What a run was asked to do, and how its build went. */
export interface RunDone {
  readonly inputs: Pick<Inputs, 'bakeTarget' | 'call' | 'context' | 'file' | 'push' | 'run' | 'source'>
  readonly mode: Mode
  /** Undefined if nothing was built. */
  readonly build: BuildReport | undefined
  /** What the checks have to say. */
  readonly checks?: readonly CheckReport[]
}

/** Collects what the job summary shows about a run. */
export function summaryOf(
  result: Result,
  { inputs, mode, build, checks = [] }: RunDone,
  variables: Variables
): JobSummary {
  const { outcomes, kept, isDone, failure, part } = result
  const goal = goalOf(inputs)
  const dockerfile = dockerfileOf(expandPaths(inputs))
  const isImage = goal === 'build' || goal === 'run' || goal === 'read'
  return {
    subject: (isImage && firstName(result)) || dockerfile,
    goal,
    outcomes: mergeOutcomes(outcomes),
    isDone,
    digest: digestOfImage(result),
    image: { images: comparedImages(result), base: result.base, platform: runnerPlatform(variables) },
    part,
    failure,
    build,
    checks: checks.flatMap(({ summary }) => summary ?? []),
    unpushed: kept
      ? [mode.notice, describeKept(kept)].filter(Boolean).join(' ')
      : (mode.notice ?? (isImage && !inputs.push ? "Not pushed: the input 'push' is false." : undefined)),
  }
}

function digestOfImage({ outcomes, image, metadata, part }: Result): string | undefined {
  return (image && publishedRoot({ outcomes, image }))?.digest ?? metadata?.digest ?? (part && commonDigest(outcomes))
}

/** docs.github.com, "Variables reference" (`RUNNER_OS`, `RUNNER_ARCH`) */
const architectures: Readonly<Record<string, string>> = { X86: '386', X64: 'amd64', ARM: 'arm/v7', ARM64: 'arm64' }

/** The platform that runs on the runner: builds for it are the ones that people try first. */
function runnerPlatform({ RUNNER_OS: os = 'Linux', RUNNER_ARCH: architecture = 'X64' }: Variables): string {
  return `${os.toLowerCase()}/${architectures[architecture] ?? architecture.toLowerCase()}`
}

/** What a later step has to do with an image that was kept. */
export function describeKept(kept: string): string {
  return `Kept until the end of the job: a later step publishes it with 'source: ${kept}'.`
}

function goalOf({ call, run, source }: RunDone['inputs']): JobSummary['goal'] {
  if (run) return 'run'
  if (source) return 'read'
  if (call === '') return 'build'
  return /^check\b/.test(call) ? 'check' : 'call'
}

function firstName({ names: { images }, outcomes }: Result): string | undefined {
  const { name = '', tags = [] } = images.find(({ tags: all }) => all.length > 0) ?? images[0] ?? {}
  // Many images have no tag in common.
  if (mergeOutcomes(outcomes).some(({ images: many = 1 }) => many > 1)) return name
  return [name, ...tags.slice(0, 1)].filter(Boolean).join(':') || undefined
}

/** The root that all targets have: that of the built image, or of an existing one that was kept. */
export function publishedRoot({ outcomes, image }: Pick<Result, 'outcomes' | 'image'>): Descriptor | undefined {
  const roots = outcomes.filter(({ status }) => status === 'published' || status === 'planned').map(({ root }) => root)
  const [first] = roots
  return roots.every((root) => root?.digest === first?.digest) ? (first ?? image?.root) : image?.root
}
