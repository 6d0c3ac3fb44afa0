import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const path = join(import.meta.dirname, '..', '..', '..', 'docs', 'benchmarks.md')

/** Writes a suite's tables between its markers in docs/benchmarks.md. Throws if there are none. */
export async function writeBlock(name: string, text: string): Promise<void> {
  const document = await readFile(path, 'utf8')
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`]
  const [from, to] = [document.indexOf(begin), document.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has no markers for the suite '${name}'`)
  await writeFile(path, `${document.slice(0, from + begin.length)}\n${text}\n${document.slice(to)}`)
}
