import { load } from 'js-yaml'
import { evaluate } from './expression.ts'

/** What a workflow promises for an event, in a comment, followed by the builder's arguments. */
export interface Promised {
  readonly line: string
  readonly ref: string
  readonly event: string
  /** Whether the pull request is from a fork. */
  readonly isFork: boolean
  readonly published: readonly string[]
  /** Tags that are named but not published. */
  readonly built: readonly string[]
  readonly args: readonly string[]
}

/** A step of ours, or another one whose outputs are used and that has an ID. */
export interface Step {
  readonly id: string
  readonly kind: 'main' | 'metadata' | 'shell' | 'other'
  readonly uses: string
  readonly run: string
  /** Strings with expressions. */
  readonly with: Texts
  readonly env: Texts
}

type Texts = Readonly<Record<string, unknown>>

interface Trigger {
  readonly inputs?: Readonly<Record<string, { readonly default?: unknown }>>
}

interface Workflow {
  readonly on: Readonly<Record<string, Trigger | null>>
  readonly env?: Texts
  readonly jobs: { readonly image: Job } & Readonly<Record<string, Partial<Job>>>
}

interface Job {
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> }
  readonly env?: Texts
  readonly outputs?: Texts
  readonly steps: readonly Partial<Step>[]
}

const promise =
  /^# (?<ref>refs\/\S+)(?: \((?<event>\w+)(?<fork> of a fork)?\))?: (?<published>.*?)(?:; )?(?:built: (?<built>.*))?$/

export function readPromises(text: string): readonly Promised[] {
  const promises: (Promised & { readonly args: string[] })[] = []
  for (const line of text.split('\n')) {
    const { ref, event = 'push', fork, published = '', built = '' } = promise.exec(line)?.groups ?? {}
    const argument = /^# {3}(?<text>--.*)$/.exec(line)?.groups?.text
    const isFork = fork !== undefined
    if (ref) promises.push({ line, ref, event, isFork, published: listOf(published), built: listOf(built), args: [] })
    else if (argument) promises.at(-1)?.args.push(argument)
  }
  return promises
}

function listOf(text: string): readonly string[] {
  return text.split(', ').filter(Boolean)
}

/** The relevant steps of a workflow, and the other contexts that their expressions can refer to. */
export function readWorkflow(text: string): {
  readonly steps: readonly Step[]
  readonly env: Texts
  readonly names: object
} {
  const { on, env = {}, jobs } = load(text) as Workflow
  const { image, ...others } = jobs
  const { include, ...axes } = image.strategy?.matrix ?? {}
  const first = Object.fromEntries(Object.entries(axes).map(([axis, values]) => [axis, values[0]]))
  const inputs = Object.values(on).flatMap((trigger) => Object.entries(trigger?.inputs ?? {}))
  return {
    steps: image.steps.flatMap((step) => readStep(step)),
    env: { ...env, ...image.env },
    names: {
      matrix: { ...first, ...(include?.[0] as object | undefined) },
      inputs: Object.fromEntries(inputs.map(([name, input]) => [name, input.default])),
      needs: others,
      // Every secret and variable exists.
      secrets: new Proxy({}, { get: () => 'known' }),
      vars: new Proxy({}, { get: () => 'known' }),
    },
  }
}

function readStep({ uses = '', id = '', run = '', with: given = {}, env = {} }: Partial<Step>): readonly Step[] {
  const ours = uses.includes('/metadata@') ? 'metadata' : 'main'
  const kind = uses.startsWith('OWNER/manifold') ? ours : run ? 'shell' : 'other'
  return kind === ours || id ? [{ id, kind, uses, run, with: given, env }] : []
}

/** Expands expressions as GitHub does; a variable can refer to earlier ones. */
export function expandTexts(texts: Texts, context: object): Readonly<Record<string, string>> {
  const expanded: Record<string, string> = {}
  for (const [key, text] of Object.entries(texts)) {
    expanded[key] = String(text ?? '').replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
      evaluate(expression, { env: expanded, ...context })
    )
  }
  return expanded
}
