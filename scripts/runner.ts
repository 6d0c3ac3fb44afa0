import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InputTable } from '../src/github/inputs/input.ts'
import { inputs as mainInputs } from '../src/github/inputs/inputs.ts'

/** A step of a job, as in a workflow. */
export interface Step {
  /** The script that the runner starts: `dist/index.js`. */
  readonly entry: string
  readonly inputs: Readonly<Record<string, string>>
  /** The inputs in action.yml; defaults to those of the main action. */
  readonly table?: InputTable
  /** The checkout. */
  readonly workspace: string
  /** The job's variables: GITHUB_EVENT_NAME, GITHUB_REF, GITHUB_SHA, GITHUB_REPOSITORY, and others. */
  readonly variables: Readonly<Record<string, string | undefined>>
  /** The event's payload. */
  readonly event: object
  /** RUNNER_TEMP, if it is shared with other steps of the job. */
  readonly temp?: string
  readonly onLine?: (line: string) => void
  /** Kills the step, as when its runner is gone: it cannot clean up. */
  readonly signal?: AbortSignal
}

/** What a step left behind. */
export interface StepResult {
  readonly exitCode: number | null
  /** Everything it printed, including workflow commands other than add-mask; not masked, so that a leak is visible. */
  readonly log: string
  /** The values it masked. */
  readonly masked: readonly string[]
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** The state it saved for its post step. */
  readonly state: Readonly<Record<string, string>>
  /** The paths it left behind in RUNNER_TEMP. */
  readonly leftovers: readonly string[]
}

/** Runs a step as GitHub's runner does: INPUT_ variables with defaults, and files for outputs, summary and state. */
export async function runStep(step: Step): Promise<StepResult> {
  const directory = await mkdtemp(join(tmpdir(), 'manifold-runner-'))
  try {
    return await runIn(directory, step)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function runIn(directory: string, step: Step): Promise<StepResult> {
  const path = (name: string) => join(directory, name)
  const temp = step.temp ?? (await mkdtemp(path('temp-')))
  await writeFile(path('event.json'), JSON.stringify(step.event))
  for (const name of ['output', 'summary', 'state', 'env']) await writeFile(path(name), '')
  const variables = {
    ...step.variables,
    ...inputVariables(step),
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: step.workspace,
    GITHUB_EVENT_PATH: path('event.json'),
    GITHUB_OUTPUT: path('output'),
    GITHUB_STEP_SUMMARY: path('summary'),
    GITHUB_STATE: path('state'),
    GITHUB_ENV: path('env'),
    RUNNER_TEMP: temp,
  }
  const { exitCode, printed } = await runNode(step, variables)
  const mask = /^::add-mask::(.*)\n/gm
  return {
    exitCode,
    log: printed.replaceAll(mask, ''),
    masked: [...printed.matchAll(mask)].map(([, secret = '']) => decodeURIComponent(secret)),
    outputs: parseFile(await readFile(path('output'), 'utf8')),
    summary: await readFile(path('summary'), 'utf8'),
    state: parseFile(await readFile(path('state'), 'utf8')),
    leftovers: await readdir(temp, { recursive: true }),
  }
}

function inputVariables({ inputs, table = mainInputs }: Step): Record<string, string> {
  const defaults = Object.entries(table).map(([name, input]) => [name, input.default ?? ''] as const)
  const given = { ...Object.fromEntries(defaults), 'github-token': '', ...inputs }
  return Object.fromEntries(Object.entries(given).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]))
}

function runNode(
  { entry, workspace, onLine, signal }: Step,
  env: Step['variables']
): Promise<{ exitCode: number | null; printed: string }> {
  const child = spawn(process.execPath, [entry], { cwd: workspace, env, stdio: ['ignore', 'pipe', 'pipe'] })
  signal?.addEventListener('abort', () => child.kill('SIGKILL'), { once: true })
  let printed = ''
  let rest = ''
  const take = (text: string) => {
    printed += text
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (!line.startsWith('::add-mask::')) onLine?.(line)
  }
  child.stdout.setEncoding('utf8').on('data', take)
  child.stderr.setEncoding('utf8').on('data', take)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, printed }))
  })
}

/** Parses a file of `name<<delimiter` blocks. */
function parseFile(text: string): Record<string, string> {
  const blocks = text.matchAll(/^(?<name>[^\n<]+)<<(?<delimiter>\S+)\n(?<value>.*?)\n?\k<delimiter>$/gms)
  return Object.fromEntries([...blocks].map(({ groups }) => [groups?.name ?? '', groups?.value ?? '']))
}
