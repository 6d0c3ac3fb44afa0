import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Levels of folders, and entries, that are looked through at most. */
const depthLimit = 3
const entryLimit = 5_000
/** What is named in a sentence. */
const named = 3

/** Some Dockerfiles that a checkout has, as paths in it, for who named one that is not there. Never rejects. */
export async function findDockerfiles(workspace: string): Promise<readonly string[]> {
  const found: string[] = []
  let folders = ['']
  let seen = 0
  for (let depth = 0; depth < depthLimit && folders.length > 0; depth++) {
    const below: string[] = []
    for (const folder of folders) {
      const entries = await readdir(join(workspace, folder), { withFileTypes: true }).catch(() => [])
      seen += entries.length
      if (seen > entryLimit) return found.slice(0, named)
      found.push(...entries.filter((entry) => entry.isFile() && isDockerfile(entry.name)).map(pathIn(folder)))
      below.push(...entries.filter((entry) => entry.isDirectory() && !isForeign(entry.name)).map(pathIn(folder)))
    }
    folders = below.toSorted()
  }
  return found.slice(0, named)
}

const pathIn = (folder: string) => (entry: { readonly name: string }) => join(folder, entry.name)

function isDockerfile(name: string): boolean {
  return /^(?:Docker|Container)file(?:\.|$)|\.Dockerfile$/i.test(name) && !name.endsWith('ignore')
}

/** Folders of what others have written, or tools. */
function isForeign(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules' || name === 'vendor'
}
