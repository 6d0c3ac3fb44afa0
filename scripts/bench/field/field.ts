import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { LinkOptions } from '../../../__tests__/support/registry/proxy/link.ts'
import { manifestMediaTypes } from '../../../src/oci/descriptor.ts'
import { type RunningRegistry, startRegistry } from '../../machine/registry.ts'
import type { RegistryProgram } from '../../machine/registry-program.ts'
import type { Request } from '../../machine/requests.ts'
import { run } from '../../machine/run.ts'
import { type Line, type Passed, startLine } from './line.ts'

/** What the registries observed. */
export interface Observed {
  readonly requests: readonly Request[]
  /** The total of all registries; undefined if clients did not use lines. */
  readonly passed: Passed | undefined
}

export interface FieldOptions {
  readonly program: RegistryProgram
  /** The folder for their storage. */
  readonly directory: string
  readonly registries: number
  /** Puts each registry behind a separate line. */
  readonly line?: LinkOptions
}

/** The registries that all contenders publish to. */
export class Field implements AsyncDisposable {
  readonly #registries: readonly RunningRegistry[]
  readonly #lines: readonly Line[]
  #before: readonly Passed[] = []

  private constructor(registries: readonly RunningRegistry[], lines: readonly Line[]) {
    this.#registries = registries
    this.#lines = lines
  }

  static async open({ program, directory, registries: count, line }: FieldOptions): Promise<Field> {
    const roots = Array.from({ length: count }, (_, number) => join(directory, `registry-${number + 1}`))
    const registries = await Promise.all(roots.map((root) => startRegistry({ program, root })))
    const lines = line ? await Promise.all(registries.map(({ host }) => startLine(host, line))) : []
    return new Field(registries, lines)
  }

  /** `127.0.0.1:PORT` of each, for clients. */
  get hosts(): readonly string[] {
    return this.#lines.length > 0 ? this.#lines.map(({ host }) => host) : this.#registries.map(({ host }) => host)
  }

  /** The hosts without their lines, for work that is not measured. */
  get nearHosts(): readonly string[] {
    return this.#registries.map(({ host }) => host)
  }

  /** Deletes all content. */
  async wipe(): Promise<void> {
    await this.#each((content) => rm(content, { recursive: true, force: true }))
  }

  /** Saves which blobs and tags the repositories have; the bytes of the blobs stay in place. */
  async save(): Promise<void> {
    await this.#each(async (content) => {
      await copy(join(content, 'repositories'), `${content}.saved`)
    })
  }

  /** Restores some repositories to their state at the last `save`, which may be empty. */
  async restore(names: readonly string[]): Promise<void> {
    await this.#each(async (content) => {
      for (const name of names) await copy(join(`${content}.saved`, name), join(content, 'repositories', name))
    })
  }

  /** Copies a repository to another one, including tags. */
  async copyRepository(from: string, to: string): Promise<void> {
    await this.#each(async (content) => {
      await copy(join(content, 'repositories', from), join(content, 'repositories', to))
    })
  }

  /** Starts observing. */
  async clear(): Promise<void> {
    await Promise.all(this.#registries.map((registry) => registry.clear()))
    this.#before = await Promise.all(this.#lines.map((line) => line.passed()))
  }

  /** What was observed since `clear`. */
  async observed(): Promise<Observed> {
    const passed = await Promise.all(this.#lines.map((line) => line.passed()))
    const requests = await Promise.all(this.#registries.map((registry) => registry.requests()))
    const since = (of: keyof Passed) =>
      passed.reduce((sum, now, line) => sum + now[of] - (this.#before[line]?.[of] ?? 0), 0)
    return {
      requests: requests.flat(),
      passed:
        passed.length > 0 ? { up: since('up'), down: since('down'), connections: since('connections') } : undefined,
    }
  }

  /** The digest that a tag points at on each registry. */
  async digestsOf(repository: string, tag: string): Promise<readonly (string | null)[]> {
    const headers = { accept: manifestMediaTypes.join(', ') }
    const answers = this.#registries.map(({ url }) =>
      fetch(`${url}/v2/${repository}/manifests/${tag}`, { method: 'HEAD', headers })
    )
    return (await Promise.all(answers)).map((answer) => answer.headers.get('docker-content-digest'))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#lines.map((line) => line[Symbol.asyncDispose]()))
    await Promise.all(this.#registries.map((registry) => registry.stop()))
  }

  async #each(work: (content: string) => Promise<void>): Promise<void> {
    await Promise.all(this.#registries.map(({ root }) => work(join(root, 'docker/registry/v2'))))
  }
}

/** Uses cp(1), since Node takes seconds for a registry's many small files. A missing source leaves no target. */
async function copy(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true })
  if (!existsSync(from)) return
  await mkdir(dirname(to), { recursive: true })
  await run('cp', ['-a', from, to])
}
