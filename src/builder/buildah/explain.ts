import { BuildError } from '../build-error.ts'
import { instructionsIn } from '../dockerfile/instructions.ts'

/** What is known about a build that failed. */
export interface FailedBuild {
  /** The word for the builder. */
  readonly builder: string
  readonly exitCode: number
  readonly stderr: string
  /** The instruction that was last begun, and what was printed since. */
  readonly step: string
  readonly said: readonly string[]
  /** The Dockerfile's path in the checkout, and its text as far as known. */
  readonly file: string
  readonly dockerfile: string
}

/** Maximum lines of an instruction's output to show. */
const excerptLimit = 20

/** The prefixes that Buildah adds to the reason, and what it quotes of its own state. */
const wrapping: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/^\d+ errors? occurred:\n\t\* /, ''],
  [
    /^prepping temporary context directory: cloning "([^"]*)" to "[^"]*":\s*fatal: ([^\n]*)[\s\S]*$/,
    'the context $1 cannot be cloned: $2',
  ],
  [/\n[\s\S]*$/, ''],
  [/^building at STEP "(?:[^"\\]|\\.|"(?!: ))*": /, ''],
  [/^(?:creating build container|building|Build error): /, ''],
  [/^while running runtime: /, ''],
  [/^checking on sources under "[^"]*": copier: stat: /, ''],
  [/^(Unknown instruction: "\w+").*$/, '$1'],
  [/^initializing source docker:\/\/(\S+?): (?:reading manifest \S+ in \S+: )?/, 'base image $1: '],
  [/^pinging container registry \S+: Get "[^"]*": /, ''],
]

/** How many of the last characters advice is looked up in: what a build printed long before is not why it failed. */
const evidenceLimit = 8 * 1024

/** Advice by what was printed at the end. The first match is used. */
const advice: readonly (readonly [pattern: RegExp, say: string])[] = [
  [
    /exec format error/i,
    'Set up emulation for this platform (docker/setup-qemu-action), or build on a runner for that platform.',
  ],
  [
    /short-name .* did not resolve|short-name resolution enforced/,
    "Write the image's registry in FROM, as in docker.io/library/NAME, or list registries in registries.conf.",
  ],
  [
    /initializing source docker:.*(?:unauthorized|denied|authentication required|invalid username)/,
    "Check the image name and, if the image is not public, add credentials for its registry to 'registry-auth'.",
  ],
  [
    /initializing source docker:.*toomanyrequests/,
    "Add credentials for its registry to 'registry-auth' to raise the limit.",
  ],
  [
    /copier: stat: "[^"]*": no such file/,
    'Check that it is in the build context and not excluded by .containerignore or .dockerignore.',
  ],
  [
    /could not read Username for|Authentication failed for|failed while performing `git/i,
    "Check out the repository before this step (actions/checkout), and set 'context' to its path.",
  ],
  [/target "[^"]*" was not found/, "Check the input 'target'."],
  [
    /no secret id .*|secret .* not found|secret required but no secret/i,
    "Pass it with the input 'secrets', 'secret-envs' or 'secret-files'.",
  ],
  [
    /no subuid ranges|no subgid ranges|cannot find UID\/GID for user|insufficient UIDs or GIDs/i,
    "Give the runner's user ranges in /etc/subuid and /etc/subgid, or run the job as root.",
  ],
  [
    /overlay.* (?:not supported|is not supported over)|mount program|kernel does not support overlay/i,
    "Install fuse-overlayfs, or set 'STORAGE_DRIVER: vfs' in the step's 'env'.",
  ],
  [
    /unshare|clone.*operation not permitted|error setting up.*namespace/i,
    "In a container without the right to create namespaces, set 'BUILDAH_ISOLATION: chroot' in the step's 'env'.",
  ],
  [/no space left on device/i, 'Free disk space before this step.'],
]

/** The error for a failed build. */
export function explainFailedBuild(failure: FailedBuild): BuildError {
  const { builder, stderr, exitCode, step, said, file, dockerfile } = failure
  const { reason, isStep } = reasonIn(stderr) ?? {
    reason: `${builder} ended with exit code ${exitCode}`,
    isStep: false,
  }
  const line = isStep ? lineOf(step, dockerfile) : undefined
  const where = line === undefined ? '' : ` at ${file}:${line}`
  const lastWords = isStep && /^RUN\b/i.test(step) ? said.at(-1)?.trim().slice(0, 300) : undefined
  const what = isStep ? `${step.slice(0, 200)}: ${reason}` : reason
  const remedy = adviceOn(stderr)
  const message = `The build failed${where}: ${what.replace(/\.$/, '')}${lastWords ? ` (${lastWords})` : ''}.${remedy ? ` ${remedy}` : ''}`
  const excerpt = said
    .slice(-excerptLimit)
    .map((text) => text.slice(0, 200))
    .join('\n')
  const place = line === undefined ? undefined : { file, line }
  return new BuildError(message, { place, excerpt: excerpt || undefined })
}

/** The error if an image was built, but the command that pushes or exports it failed. */
export function explainFailedCommand(builder: string, what: string, stderr: string): BuildError {
  const text = lastError(stderr)?.replace(/\n[\s\S]*$/, '') ?? 'it gave no reason'
  const remedy = adviceOn(stderr)
  return new BuildError(`${builder} could not ${what}: ${text.replace(/\.$/, '')}.${remedy ? ` ${remedy}` : ''}`)
}

function adviceOn(stderr: string): string | undefined {
  const evidence = stderr.slice(-evidenceLimit)
  return advice.find(([pattern]) => pattern.test(evidence))?.[1]
}

function reasonIn(stderr: string): { readonly reason: string; readonly isStep: boolean } | undefined {
  const text = lastError(stderr)
  if (text === undefined) return undefined
  const reason = wrapping.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text)
  return { reason, isStep: /building at STEP "/.test(text) }
}

/** From the last line that starts with `Error: ` on. */
function lastError(stderr: string): string | undefined {
  return /(?:^|\n)Error: (?<text>(?:(?!\nError: )[\s\S])*)$/.exec(stderr.trimEnd())?.groups?.text
}

/** The line of an instruction; undefined if the Dockerfile has none like it, or several. */
function lineOf(step: string, dockerfile: string): number | undefined {
  const wanted = normal(step)
  const same = instructionsIn(dockerfile).filter(({ keyword, rest }) => normal(`${keyword} ${rest}`) === wanted)
  return same.length === 1 ? same[0]?.line : undefined
}

/** Buildah writes keywords in upper case, and keeps the spaces of continued lines. */
function normal(instruction: string): string {
  return instruction.replaceAll(/\s+/g, ' ').trim().toLowerCase()
}
