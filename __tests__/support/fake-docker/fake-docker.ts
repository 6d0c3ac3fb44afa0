import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import type { Instructions, Record } from './instructions.ts'

/** A stand-in for Docker and its buildx plugin, found before those of this machine. */
export interface FakeDocker extends AsyncDisposable {
  /** The variables that make the action find it, and nothing of this machine. */
  readonly variables: { readonly [name: string]: string }
  /** What each run was asked for, and what it did. */
  records(): Promise<readonly Record[]>
}

export async function makeFakeDocker(instructions: Partial<Instructions> = {}): Promise<FakeDocker> {
  const folder = await mkdtemp(join(tmpdir(), 'manifold-fake-docker-'))
  const file = join(folder, 'instructions.json')
  await writeFile(file, JSON.stringify({ layers: ['base', 'app'], ...instructions }))
  const plugins = join(folder, '.docker', 'cli-plugins')
  await mkdir(plugins, { recursive: true })
  await symlink(join(import.meta.dirname, 'docker'), join(plugins, 'docker-buildx'))
  const path = [import.meta.dirname, dirname(process.execPath), process.env.PATH ?? ''].join(delimiter)
  return {
    variables: { PATH: path, HOME: folder, FAKE_DOCKER: file },
    async records() {
      const text = await readFile(`${file}.records`, 'utf8').catch(() => '')
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record)
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}
