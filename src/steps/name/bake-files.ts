import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NameOutputs } from '../../names/name-outputs.ts'
import { temporaryAdvice } from '../environment/step-folder.ts'

/** Writes the bake files where later steps can find them, and returns their paths by output. */
export async function writeBakeFiles(
  files: NameOutputs['bakeFiles'],
  directory: string
): Promise<Readonly<Record<keyof NameOutputs['bakeFiles'], string>>> {
  try {
    return await writeInto(await mkdtemp(join(directory, 'bake-')), files)
  } catch (cause) {
    const problem = `Cannot write the bake files to ${directory}: ${(cause as Error).message}`
    throw new Error(`${problem}. ${temporaryAdvice}`, { cause })
  }
}

async function writeInto(folder: string, files: NameOutputs['bakeFiles']) {
  const written = Object.entries(files).map(async ([name, content]) => {
    const path = join(folder, `${name}.json`)
    await writeFile(path, content)
    return [name, path] as const
  })
  return Object.fromEntries(await Promise.all(written)) as Record<keyof NameOutputs['bakeFiles'], string>
}
