import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Secret } from '../../builder/build-request.ts'
import { readText } from '../../disk/regular-file.ts'
import type { Environment } from '../../environment.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { InputError } from '../../input-error.ts'

/**
 * Writes the secrets of the inputs to files that the builder's client reads, and lists them with the others. An empty
 * one is left out with a warning, so that a build that requires it fails instead of silently using an empty value.
 */
export async function writeSecrets(
  inputs: Pick<Inputs, 'secrets' | 'secretEnvs' | 'secretFiles'>,
  environment: Environment
): Promise<readonly Secret[]> {
  const { variables, workspace, log } = environment
  const leaveOut = (id: string, why = '') => {
    log.warning(`Secret '${id}' is not passed to the build, because it is empty${why}`)
    return undefined
  }
  const written = inputs.secrets.map(async ([id, value], index): Promise<Secret | undefined> => {
    if (value === '') return leaveOut(id)
    log.mask(value)
    return { id, source: { file: await writeSecret(`secret-${index}`, value, environment) } }
  })
  const passed = inputs.secretEnvs.map(([id, variable]): Secret | undefined => {
    const value = variables[variable]
    if (value) {
      log.mask(value)
      return { id, source: { variable } }
    }
    // What is not written like a variable may be the secret itself, passed to the wrong input.
    const named = /^[A-Z_][A-Z0-9_]*$/.test(variable) ? `the variable ${variable}` : 'its variable'
    return leaveOut(id, `: ${named} is ${variable in variables ? 'empty' : 'not set'}`)
  })
  const files = inputs.secretFiles.map(async ([id, file]): Promise<Secret | undefined> => {
    const content = await readSecret(id, resolve(workspace, file))
    if (content === '') return leaveOut(id, `: the file ${file} is empty`)
    log.mask(content)
    return { id, source: { file } }
  })
  return (await Promise.all([...written, ...passed, ...files])).filter((secret) => secret !== undefined)
}

/** Writes a secret where only this step can find it, and returns its path. */
export async function writeSecret(name: string, value: string, { temp }: Environment): Promise<string> {
  const file = join(temp, name)
  await writeFile(file, value, { mode: 0o600 })
  return file
}

/** Messages never show the path: if the file does not exist, it may be the secret itself, passed to the wrong input. */
async function readSecret(id: string, path: string): Promise<string> {
  return await readText(path).catch(({ code, message }: NodeJS.ErrnoException) => {
    throw new InputError(
      'secret-files',
      `the file for secret '${id}' cannot be read (${code ?? message}). Use its path in the checkout, or pass the value with 'secrets'`
    )
  })
}
