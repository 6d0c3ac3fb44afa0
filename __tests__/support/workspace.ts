import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { run } from '../../scripts/machine/run.ts'
import { runStep, type StepResult } from '../../scripts/runner.ts'
import { metadataInputs } from '../../src/github/inputs/tables/metadata-inputs.ts'
import { compileCache } from './compile-cache.ts'

/** A checkout with a Dockerfile, committed. */
export interface Workspace extends AsyncDisposable {
  readonly path: string
  readonly sha: string
  write(name: string, content: string): Promise<void>
}

export async function makeWorkspace(
  files: Readonly<Record<string, string>>,
  programs: readonly string[] = []
): Promise<Workspace> {
  const path = await mkdtemp(join(tmpdir(), 'manifold-workspace-'))
  const write = async (name: string, content: string) => {
    await mkdir(dirname(join(path, name)), { recursive: true })
    await writeFile(join(path, name), content)
  }
  for (const [name, content] of Object.entries(files)) await write(name, content)
  for (const program of programs) await copyFile(program, join(path, 'busybox'))
  const git = (...args: string[]) =>
    run('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', ...args], { directory: path })
  await git('init', '--quiet', '--initial-branch=main')
  await git('add', '--all')
  await git('commit', '--quiet', '--message=Begin')
  const sha = (await git('rev-parse', 'HEAD')).trim()
  return { path, sha, write, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

export interface JobOptions {
  /** By default the main action. */
  readonly action?: 'metadata'
  /** What to run: by default the sources, or else `dist/`. */
  readonly from?: 'bundle'
  readonly inputs: Readonly<Record<string, string>>
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly ref?: string
  /** GITHUB_SHA, if it is not the commit that is checked out. */
  readonly sha?: string
  readonly event?: object
  readonly name?: string
  /** RUNNER_TEMP, if it is shared with other steps of the job. */
  readonly temp?: string
  readonly signal?: AbortSignal
  readonly onLine?: (line: string) => void
}

const repository = {
  name: 'app',
  full_name: 'acme/app',
  html_url: 'https://github.com/acme/app',
  description: 'An application',
  default_branch: 'main',
  private: false,
  license: { spdx_id: 'MIT' },
}

const publishEntry = join(import.meta.dirname, '../../src/entry.ts')
const bundledEntry = join(import.meta.dirname, '../../dist/index.js')
/** The folder has the name by which the entry selects the action. */
export const metadataEntry = join(import.meta.dirname, 'metadata/entry.ts')

/** Runs the action in a checkout, like a job for a push. */
export async function runAction(workspace: Workspace, options: JobOptions): Promise<StepResult> {
  const {
    action,
    from,
    inputs,
    variables,
    ref = 'refs/heads/main',
    event = {},
    name = 'push',
    temp,
    signal,
    onLine,
  } = options
  return await runStep({
    entry: action === 'metadata' ? metadataEntry : from === 'bundle' ? bundledEntry : publishEntry,
    ...(action === 'metadata' && { table: metadataInputs }),
    inputs,
    workspace: workspace.path,
    event: { ref, repository, ...event },
    variables: {
      ...(from !== 'bundle' && compileCache),
      ...variables,
      GITHUB_EVENT_NAME: name,
      GITHUB_REF: ref,
      GITHUB_SHA: options.sha ?? workspace.sha,
      GITHUB_REPOSITORY: 'acme/app',
      GITHUB_ACTOR: variables.GITHUB_ACTOR ?? 'ann',
    },
    ...(temp !== undefined && { temp }),
    ...(signal && { signal }),
    ...(onLine && { onLine }),
  })
}
