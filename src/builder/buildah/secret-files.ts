import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { InputError } from '../../input-error.ts'
import type { Secret } from '../build-request.ts'
import type { BuilderContext } from '../builder.ts'

/**
 * The secrets of a build as files, by ID. Those from variables are written to files as well: versions before 1.37 lose
 * them with chroot isolation. No ID and no path has a comma, which would end it in the argument and cannot be quoted.
 * Throws InputError.
 */
export async function secretFiles(
  secrets: readonly Secret[],
  { temp, variables, environment }: Pick<BuilderContext, 'temp' | 'variables' | 'environment'>
): Promise<readonly (readonly [id: string, file: string])[]> {
  const contentOf = async ({ source }: Secret) =>
    'file' in source ? await readFile(resolve(environment.workspace, source.file)) : (variables[source.variable] ?? '')
  const files = secrets.map(async (secret, index) => {
    const { id, source } = secret
    if (id.includes(','))
      throw new InputError('secrets', `Buildah and Podman take no ID with a comma, such as '${id}': rename it`)
    const path = 'file' in source ? resolve(environment.workspace, source.file) : undefined
    if (path?.includes(',') === false) return [id, path] as const
    const file = join(temp, `secret-copy-${index}`)
    await writeFile(file, await contentOf(secret), { mode: 0o600 })
    return [id, file] as const
  })
  return await Promise.all(files)
}
