import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Secret } from '../build-request.ts'
import type { BuilderContext } from '../builder.ts'

/**
 * The secrets of a build as files, by ID. Those from variables are written to files as well: versions before 1.37 lose
 * them with chroot isolation.
 */
export async function secretFiles(
  secrets: readonly Secret[],
  { temp, variables, environment }: Pick<BuilderContext, 'temp' | 'variables' | 'environment'>
): Promise<readonly (readonly [id: string, file: string])[]> {
  const files = secrets.map(async ({ id, source }, index) => {
    if ('file' in source) return [id, resolve(environment.workspace, source.file)] as const
    const file = join(temp, `secret-variable-${index}`)
    await writeFile(file, variables[source.variable] ?? '', { mode: 0o600 })
    return [id, file] as const
  })
  return await Promise.all(files)
}
