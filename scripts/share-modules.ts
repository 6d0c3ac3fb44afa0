import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A chunk as ncc writes it: what precedes its modules, the text of each by its number, and what follows them. */
interface Chunk {
  readonly name: string
  readonly before: string
  readonly modules: ReadonlyMap<string, string>
  readonly after: string
}

/** Characters: for less than this it is not worth opening another file. */
const leastSaved = 1_500

const opening = 'export const modules = {\n'
/** ncc puts this before each module. */
const heading = /^\/\*{3}\/ (\d+):\n/m

/**
 * Moves modules that several chunks of a bundle contain into files of their own, which those chunks import: ncc repeats
 * a module in every chunk that needs it, unless a chunk that is always loaded before has it.
 */
export function shareModules(directory: string): void {
  const chunks = readdirSync(directory)
    .filter((name) => /^\d+\.index\.js$/.test(name))
    .toSorted()
    .map((name) => parseChunk(name, readFileSync(join(directory, name), 'utf8')))
  const files = sharedFiles(chunks)
  for (const { name, modules } of files) writeFileSync(join(directory, name), `${opening}${format(modules)}\n};\n`)
  for (const chunk of chunks) writeFileSync(join(directory, chunk.name), without(chunk, files))
}

function parseChunk(name: string, code: string): Chunk {
  const [before = '', ...rest] = code.split(heading)
  const modules = new Map<string, string>()
  for (let place = 0; place < rest.length; place += 2) modules.set(rest[place] ?? '', rest[place + 1] ?? '')
  const [last, text] = [...modules].at(-1) ?? ['', '']
  const end = text.lastIndexOf('\n};')
  if (!before.endsWith(`${opening}\n`) || end < 0) throw new Error(`${name} does not look like a chunk of ncc`)
  modules.set(last, text.slice(0, end))
  for (const [id, each] of modules) modules.set(id, each.trimEnd().replace(/,$/, ''))
  return { name, before, modules, after: text.slice(end) }
}

interface SharedFile {
  readonly name: string
  readonly modules: ReadonlyMap<string, string>
  readonly users: readonly Chunk[]
}

/** One file for the modules that the same chunks contain. */
function sharedFiles(chunks: readonly Chunk[]): readonly SharedFile[] {
  const ids = [...new Set(chunks.flatMap(({ modules }) => [...modules.keys()]))]
  const usersOf = (id: string) => chunks.filter(({ modules }) => modules.has(id))
  const groups = Map.groupBy(ids, (id) =>
    usersOf(id)
      .map(({ name }) => name)
      .join()
  )
  return [...groups.values()].flatMap((group) => {
    const users = usersOf(group[0] ?? '')
    const modules = new Map(group.map((id) => [id, users[0]?.modules.get(id) ?? '']))
    const saved = format(modules).length * (users.length - 1)
    return saved < leastSaved ? [] : [{ name: `shared-${group[0]}.index.js`, modules, users }]
  })
}

function without(chunk: Chunk, files: readonly SharedFile[]): string {
  const used = files.filter(({ users }) => users.includes(chunk))
  const imports = used.map(({ name }, place) => `import { modules as shared${place} } from './${name}';\n`)
  const spread = used.map((_, place) => `...shared${place},\n`)
  const own = [...chunk.modules].filter(([id]) => !used.some(({ modules }) => modules.has(id)))
  return `${imports.join('')}${chunk.before}${spread.join('')}${format(new Map(own))}${chunk.after}`
}

function format(modules: ReadonlyMap<string, string>): string {
  return [...modules].map(([id, text]) => `/***/ ${id}:\n${text}`).join(',\n\n')
}
