import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** The search limits: levels of folders, and entries. */
const depthLimit = 3
const entryLimit = 5_000
/** How many results a message names. */
const named = 3

/** Finds some Dockerfiles in a checkout, as relative paths, to suggest when the named one is missing. Never rejects. */
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

/** Folders of dependencies or tools. */
function isForeign(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules' || name === 'vendor'
}
