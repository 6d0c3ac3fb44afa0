/**
 * Bundles the entries into dist/ (docs/decisions/0001): tsc strips types, ncc makes one file, with chunks for what few
 * runs need. Comments and whitespace are removed from libraries, nothing else; our own code is left as it is.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { minify } from 'terser'
import { subActions } from '../src/actions/table.ts'

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

/** The Node version of `runs.using`, and the first version of GitHub's actions/runner that includes it. */
const needed = { node: 24, runner: '2.327.1' }

const complaint = `console.log('::error::This action requires Node ${needed.node} or newer, but the runner starts it with Node ' + process.versions.node + '. Update the runner (actions/runner ${needed.runner} or newer includes Node ${needed.node}), or the image that the job runs in.')
  process.exitCode = 1`

/** The script that the runner starts, in syntax that any Node can parse: old ones cannot parse the program itself. */
function startOf(program: string, complain: string): string {
  return `if (parseInt(process.versions.node, 10) < ${needed.node}) {
  ${complain}
} else {
  import('${program}').catch(function (error) {
    console.error(error)
    process.exitCode = 1
  })
}
`
}

for (const directory of ['build', 'dist']) rmSync(directory, { recursive: true, force: true })
execFileSync(bin('tsc'), { stdio: 'inherit' })
bundle('build/entry.js', 'dist/program')
bundle('build/actions/post.js', 'dist/program/post')
for (const directory of ['dist/program', 'dist/program/post']) await shrinkLibraries(directory)
for (const directory of [...Object.keys(subActions), 'post']) mkdirSync(`dist/${directory}`)
writeFileSync('dist/package.json', '{ "type": "module" }\n')
writeFileSync('dist/index.js', startOf('./program/index.js', complaint))
for (const name of Object.keys(subActions)) {
  writeFileSync(`dist/${name}/index.js`, startOf('../program/index.js', complaint))
}
// A Node that is too old has started nothing that would need cleanup.
writeFileSync('dist/post/index.js', startOf('../program/post/index.js', ''))
