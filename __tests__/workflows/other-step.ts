import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../scripts/machine/run.ts'
import type { Step } from './workflow.ts'

type Texts = Readonly<Record<string, string>>

/** The outputs of a step, and its variables for later steps. */
interface Wrote {
  readonly outputs: Texts
  readonly variables: Texts
}

/** Does what a step that is not ours does; steps of ours return nothing here. */
export async function runOther(
  { kind, uses }: Step,
  given: { readonly script: string; readonly inputs: Texts; readonly directory: string; readonly variables: Texts }
): Promise<Wrote | undefined> {
  if (kind === 'shell') return await runScript(given.script, given.directory, given.variables)
  return kind === 'other' ? { outputs: outputsOf(uses, given.inputs), variables: {} } : undefined
}

/** Runs a script as GitHub's runner does. */
async function runScript(script: string, directory: string, variables: Texts): Promise<Wrote> {
  await using own = await mkdtempDisposable(join(tmpdir(), 'manifold-script-'))
  const [output, env] = [join(own.path, 'output'), join(own.path, 'env')]
  for (const file of [output, env]) await writeFile(file, '')
  const files = { GITHUB_OUTPUT: output, GITHUB_ENV: env }
  await run('bash', ['-e', '-c', script], { directory, variables: { ...process.env, ...variables, ...files } })
  return { outputs: parse(await readFile(output, 'utf8')), variables: parse(await readFile(env, 'utf8')) }
}

/** Parses lines `name=value` and blocks `name<<delimiter`. */
function parse(text: string): Texts {
  const entries = text.matchAll(/^([^\n=<]+)(?:=([^\n]*)|<<(\S+)\n(.*?)\n\3)$/gms)
  return Object.fromEntries([...entries].map(([, name = '', value, , block]) => [name, value ?? block ?? '']))
}

/** The outputs of other actions that a workflow uses. */
function outputsOf(uses: string, given: Readonly<Record<string, unknown>>): Texts {
  if (!uses.startsWith('aws-actions/amazon-ecr-login@')) return {}
  return {
    registry: given['registry-type'] === 'public' ? 'public.ecr.aws' : '123456789012.dkr.ecr.us-east-1.amazonaws.com',
  }
}
