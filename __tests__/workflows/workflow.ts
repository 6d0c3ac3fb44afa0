import { load } from 'js-yaml'
import { evaluate } from './expression.ts'

/** What a workflow promises of an event, in a comment; below it, arguments that the builder gets. */
export interface Promised {
  readonly line: string
  readonly ref: string
  readonly event: string
  readonly published: readonly string[]
  /** Tags that are only named. */
  readonly built: readonly string[]
  readonly args: readonly string[]
}

/** A step of ours. */
export interface Step {
  readonly id: string
  readonly isMetadata: boolean
  /** Texts with their expressions. */
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
  readonly jobs: { readonly image: Job }
}

interface Job {
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> }
  readonly env?: Texts
  readonly steps: readonly {
    readonly uses?: string
    readonly id?: string
    readonly with?: Texts
    readonly env?: Texts
  }[]
}

const promise = /^# (?<ref>refs\/\S+)(?: \((?<event>\w+)\))?: (?<published>.*?)(?:; )?(?:built: (?<built>.*))?$/

export function readPromises(text: string): readonly Promised[] {
  const promises: (Promised & { readonly args: string[] })[] = []
  for (const line of text.split('\n')) {
    const { ref, event = 'push', published = '', built = '' } = promise.exec(line)?.groups ?? {}
    const argument = /^# {3}(?<text>--.*)$/.exec(line)?.groups?.text
    if (ref) promises.push({ line, ref, event, published: listOf(published), built: listOf(built), args: [] })
    else if (argument) promises.at(-1)?.args.push(argument)
  }
  return promises
}

function listOf(text: string): readonly string[] {
  return text.split(', ').filter(Boolean)
}

/** Our steps of a workflow, and what their expressions can name beside `env` and `steps`. */
export function readWorkflow(text: string): {
  readonly steps: readonly Step[]
  readonly env: Texts
  readonly names: object
} {
  const { on, env = {}, jobs } = load(text) as Workflow
  const { strategy, env: jobEnv = {}, steps } = jobs.image
  const { include, ...axes } = strategy?.matrix ?? {}
  const first = Object.fromEntries(Object.entries(axes).map(([axis, values]) => [axis, values[0]]))
  const inputs = Object.values(on).flatMap((trigger) => Object.entries(trigger?.inputs ?? {}))
  const ours = steps.filter(({ uses }) => uses?.startsWith('OWNER/manifold'))
  return {
    steps: ours.map(({ uses = '', id = '', with: given = {}, env: own = {} }) => {
      return { id, isMetadata: uses.includes('/metadata@'), with: given, env: own }
    }),
    env: { ...env, ...jobEnv },
    names: {
      matrix: { ...first, ...(include?.[0] as object | undefined) },
      inputs: Object.fromEntries(inputs.map(([name, input]) => [name, input.default])),
      // Every secret and variable is there.
      secrets: new Proxy({}, { get: () => 'known' }),
      vars: new Proxy({}, { get: () => 'known' }),
    },
  }
}

/** Expands the expressions of texts as GitHub does; a variable can name those before it. */
export function expandTexts(texts: Texts, context: object): Readonly<Record<string, string>> {
  const expanded: Record<string, string> = {}
  for (const [key, text] of Object.entries(texts)) {
    expanded[key] = String(text ?? '').replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
      evaluate(expression, { env: expanded, ...context })
    )
  }
  return expanded
}
