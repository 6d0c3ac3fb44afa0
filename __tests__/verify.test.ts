import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempDisposableSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { documents } from '../scripts/docs.ts'

const root = join(import.meta.dirname, '..')
const written = [...documents().keys()].map((path) => path.replace(/\/.*/, ''))
const parts = new Set(['.gitignore', 'package.json', 'scripts', 'src', ...written])
const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgSign=false']

/** The project in its own repository. Its build only writes one file, because bundling takes most of a minute. */
function checkOut() {
  const folder = mkdtempDisposableSync(join(tmpdir(), 'verify-'))
  const pathOf = (name: string) => join(folder.path, name)
  for (const name of parts) cpSync(join(root, name), pathOf(name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), pathOf('node_modules'))
  writeFileSync(
    pathOf('scripts/build.ts'),
    `import { mkdirSync, writeFileSync } from 'node:fs'
mkdirSync('dist', { recursive: true })
writeFileSync('dist/index.js', 'built\\n')
`
  )
  const git = (...args: string[]) => execFileSync('git', [...author, ...args], { cwd: folder.path, stdio: 'pipe' })
  git('init', '--quiet')
  return {
    pathOf,
    commit() {
      git('add', '--all')
      git('commit', '--quiet', '--message', 'A change')
    },
    verify: () => spawnSync('npm', ['run', 'verify'], { cwd: folder.path, encoding: 'utf8' }),
    [Symbol.dispose]: () => folder.remove(),
  }
}

test('npm run verify names committed files that are out of date, and says what to do', () => {
  using checkout = checkOut()
  appendFileSync(checkout.pathOf('action.yml'), '# edited by hand\n')
  const page = readFileSync(checkout.pathOf('docs/publishing.md'), 'utf8')
  writeFileSync(checkout.pathOf('docs/publishing.md'), page.replace('| connecting |', '| connecting to it |'))
  checkout.commit()

  const ended = checkout.verify()
  expect(ended.status, ended.stderr).toBe(1)
  const names = ['dist/index.js', 'action.yml', 'docs/publishing.md']
  for (const name of names) expect(ended.stderr).toContain(`\n  ${name}\n`)
  expect(ended.stderr.match(/^ {2}\S+$/gm)).toHaveLength(names.length)
  expect(ended.stderr).toMatch(/^ {2}git add dist action\.yml .*\n {2}git commit$/m)
  const restored = readFileSync(checkout.pathOf('action.yml'), 'utf8')
  expect(restored).toBe(readFileSync(join(root, 'action.yml'), 'utf8'))

  checkout.commit()
  expect(checkout.verify()).toMatchObject({ status: 0, stderr: '' })
})
