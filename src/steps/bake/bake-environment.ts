import { resolve } from 'node:path'
import type { BakeRequest } from '../../builder/bake/bake-request.ts'
import { readText } from '../../disk/regular-file.ts'
import type { Environment } from '../../environment.ts'
import type { Job } from '../job/job.ts'
import { harmlessVariables } from './confine-bake.ts'

/** What buildx reads a definition with. Variables of bake files are its environment: docs.docker.com, Bake, Variables */
export async function environmentToRead({
  inputs,
  trust,
  request,
  environment,
}: Pick<Job, 'inputs' | 'trust' | 'request' | 'environment'>): Promise<Environment> {
  const vars = Object.fromEntries(inputs.vars.map((line) => [nameOfVar(line), line.replace(/^[^=]*=/s, '')]))
  const { variables } = environment
  // As in docker/bake-action, a trusted definition may read and write files outside the checkout.
  const own = trust.isTrusted ? { BUILDX_BAKE_ENTITLEMENTS_FS: '0', ...variables } : harmlessVariables(variables)
  const token = await gitTokenIn(request)
  return { ...environment, variables: { ...own, ...vars, ...(token && { BUILDX_BAKE_GIT_AUTH_TOKEN: token }) } }
}

/**
 * What buildx builds the resolved definition with: its paths are relative to the working directory, not to the file
 * that it is in (docker/buildx, commands/bake.go).
 */
export function environmentToBuild(environment: Environment): Environment {
  return { ...environment, variables: { ...environment.variables, BUILDX_BAKE_FILE_RELATIVE_PATHS: '0' } }
}

/** Warns about variables that no bake file mentions: buildx ignores those that are misspelled. */
export async function warnAboutVars(
  { remote, directory, given, set }: Pick<BakeRequest, 'remote' | 'directory' | 'given' | 'set'>,
  { inputs, environment: { log } }: Pick<Job, 'inputs' | 'environment'>
): Promise<void> {
  if (inputs.vars.length === 0 || remote !== undefined) return
  const texts = await Promise.all(given.map((file) => readText(resolve(directory, file)).catch(() => undefined)))
  const isKnown = texts.every((text) => text !== undefined && !/^\s*-?\s*(?:include|extends)\s*:/m.test(text))
  if (!isKnown) return
  const words = new Set([...texts, ...set].join('\n').match(/\w+/g))
  const unused = inputs.vars.map(nameOfVar).filter((name) => name !== 'SOURCE_DATE_EPOCH' && !words.has(name))
  for (const name of unused) {
    log.warning(`The variable '${name}' in 'vars' is not mentioned in ${given.join(', ')}: check how it is written`)
  }
}

function nameOfVar(line: string): string {
  return line.replace(/=.*/s, '')
}

/** The job's token, if this very repository has the definition. buildx takes it from this variable only. */
async function gitTokenIn({ secrets }: Job['request']): Promise<string | undefined> {
  const secret = secrets.find(({ id }) => id.startsWith('GIT_AUTH_TOKEN'))
  return secret && 'file' in secret.source ? await readText(secret.source.file) : undefined
}
