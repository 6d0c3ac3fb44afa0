/** Prints the SHA-256 of each file of dist/ that is committed, as sha256sum does. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { git } from './remote-tags.ts'

for (const path of git('ls-files', 'dist').split('\n')) {
  console.log(`${createHash('sha256').update(readFileSync(path)).digest('hex')}  ${path}`)
}
