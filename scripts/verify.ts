/** Writes dist/, action.yml and the tables of the pages from the sources, and fails if what is committed differs. */
import { execFileSync } from 'node:child_process'
import { documents } from './docs.ts'

const written = ['dist', ...documents().keys()]

for (const script of ['build.ts', 'docs.ts'])
  execFileSync(process.execPath, [`scripts/${script}`], { stdio: 'inherit' })

const status = execFileSync(
  'git',
  ['status', '--porcelain', '--untracked-files=all', '--no-renames', '--', ...written],
  { encoding: 'utf8' }
)
const changed = status.split('\n').flatMap((line) => (line ? [line.slice(3)] : []))
if (changed.length > 0) {
  console.error(`These files are not what the sources give, or are not committed:

${changed.map((path) => `  ${path}`).join('\n')}

They have just been written again. Commit them with the change that they follow from:

  git add ${written.join(' ')}
  git commit
`)
  process.exitCode = 1
}
