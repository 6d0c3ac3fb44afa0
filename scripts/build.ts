/**
 * Bundles the entries into dist/ (docs/decisions/0001): tsc strips types, ncc makes one file, with chunks for what few
 * runs need; modules that several chunks contain are moved to files of their own. Comments are removed, from libraries
 * whitespace as well, and everything is ASCII: V8 reads such a file faster, as one byte for each character. Otherwise our
 * own code is left as tsc writes it.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { minify } from 'terser'
import { subActions } from '../src/actions/table.ts'
import { shareModules } from './share-modules.ts'

const bin = (program: string) => join('node_modules', '.bin', program)

function bundle(entry: string, directory: string): void {
  const args = ['build', entry, '-o', directory, '--license', 'licenses.txt', '--no-cache', '--quiet']
  execFileSync(bin('ncc'), args, { stdio: ['ignore', 'ignore', 'inherit'] })
}

async function shrink(directory: string): Promise<void> {
  for (const name of readdirSync(directory).filter((file) => file.endsWith('index.js'))) {
    const path = join(directory, name)
    const code = readFileSync(path, 'utf8')
    writeFileSync(path, code.includes('./build/') || name === 'index.js' ? escaped(bare(code)) : await shrunk(code))
  }
}

async function shrunk(code: string): Promise<string> {
  const format = { comments: false, ascii_only: true }
  return `${(await minify(code, { module: true, compress: false, mangle: false, format })).code}\n`
}

/** Without the comments that ncc writes around imports and exports, which are 80 kB. Those with names of files stay. */
function bare(code: string): string {
  return code
    .replaceAll(/\/\*(?: harmony (?:import|export) \*| binding \*|\*\*)\/ /g, '')
    .replaceAll(/^\/\/ (?:EXTERNAL MODULE|(?:UNUSED )?EXPORTS|ESM COMPAT FLAG|NAMESPACE OBJECT)\b.*\n/gm, '')
}

/** Our own code has such characters in strings and regular expressions only, where the escape means the same. */
function escaped(code: string): string {
  return code.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
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
execFileSync(bin('tsc'), ['--removeComments'], { stdio: 'inherit' })
bundle('build/entry.js', 'dist/program')
bundle('build/actions/post.js', 'dist/program/post')
shareModules('dist/program')
for (const directory of ['dist/program', 'dist/program/post']) await shrink(directory)
for (const directory of [...Object.keys(subActions), 'post']) mkdirSync(`dist/${directory}`)
writeFileSync('dist/package.json', '{ "type": "module" }\n')
writeFileSync('dist/index.js', startOf('./program/index.js', complaint))
for (const name of Object.keys(subActions)) {
  writeFileSync(`dist/${name}/index.js`, startOf('../program/index.js', complaint))
}
// A Node that is too old has started nothing that would need cleanup.
writeFileSync('dist/post/index.js', startOf('../program/post/index.js', ''))
