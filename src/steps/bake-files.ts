import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Outputs } from '../tags/outputs.ts'

/** Writes the bake files where later steps find them, and gives their paths by output. */
export async function writeBakeFiles(
  files: Outputs['bakeFiles'],
  directory: string
): Promise<Readonly<Record<keyof Outputs['bakeFiles'], string>>> {
  const folder = await mkdtemp(join(directory, 'bake-'))
  const written = Object.entries(files).map(async ([name, content]) => {
    const path = join(folder, `${name}.json`)
    await writeFile(path, content)
    return [name, path] as const
  })
  return Object.fromEntries(await Promise.all(written)) as Record<keyof Outputs['bakeFiles'], string>
}
