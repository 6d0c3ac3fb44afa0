/**
 * Bundles the entries into dist/ (docs/decisions/0001): tsc for the types and the syntax, ncc for one file with chunks
 * for what few runs need. Libraries lose their comments and white space, no more; our own code stays as it is.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { minify } from 'terser'

const bin = (program: string) => join('node_modules', '.bin', program)

function bundle(entry: string, directory: string): void {
  const args = ['build', entry, '-o', directory, '--license', 'licenses.txt', '--no-cache', '--quiet']
  execFileSync(bin('ncc'), args, { stdio: ['ignore', 'ignore', 'inherit'] })
}

async function shrinkLibraries(directory: string): Promise<void> {
  for (const name of readdirSync(directory).filter((file) => file.endsWith('.index.js'))) {
    const path = join(directory, name)
    const code = readFileSync(path, 'utf8')
    if (code.includes('./build/')) continue
    const shrunk = await minify(code, { module: true, compress: false, mangle: false, format: { comments: false } })
    writeFileSync(path, `${shrunk.code}\n`)
  }
}

for (const directory of ['build', 'dist']) rmSync(directory, { recursive: true, force: true })
execFileSync(bin('tsc'), { stdio: 'inherit' })
bundle('build/entry.js', 'dist')
bundle('build/post.js', 'dist/post')
for (const directory of ['dist', 'dist/post']) await shrinkLibraries(directory)
mkdirSync('dist/metadata')
writeFileSync('dist/metadata/index.js', "import '../index.js'\n")
