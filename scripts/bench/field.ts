import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { LinkOptions } from '../../__tests__/support/registry/proxy/link.ts'
import { manifestMediaTypes } from '../../src/oci/descriptor.ts'
import { type RunningRegistry, startRegistry } from '../machine/registry.ts'
import type { RegistryProgram } from '../machine/registry-program.ts'
import type { Request } from '../machine/requests.ts'
import { run } from '../machine/run.ts'
import { type Line, type Passed, startLine } from './line.ts'

/** What registries saw. */
export interface Observed {
  readonly requests: readonly Request[]
  /** Over all registries; undefined where clients were not on a line. */
  readonly passed: Passed | undefined
}

export interface FieldOptions {
  readonly program: RegistryProgram
  /** For their storage. */
  readonly directory: string
  readonly registries: number
  /** Each registry is at the end of a line of its own. */
  readonly line?: LinkOptions
}

/** The registries that everybody publishes to. */
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

  /** `127.0.0.1:PORT` of each, as clients are to know it. */
  get hosts(): readonly string[] {
    return this.#lines.length > 0 ? this.#lines.map(({ host }) => host) : this.#registries.map(({ host }) => host)
  }

  /** The same past their lines, for what is not measured. */
  get nearHosts(): readonly string[] {
    return this.#registries.map(({ host }) => host)
  }

  /** Takes away all that is stored. */
  async wipe(): Promise<void> {
    await this.#each((content) => rm(content, { recursive: true, force: true }))
  }

  /** Keeps in mind which blobs and tags repositories have; the blobs' own bytes stay where they are. */
  async save(): Promise<void> {
    await this.#each(async (content) => {
      await copy(join(content, 'repositories'), `${content}.saved`)
    })
  }

  /** Makes some repositories have what they had at the last `save`, which may be nothing. */
  async restore(names: readonly string[]): Promise<void> {
    await this.#each(async (content) => {
      for (const name of names) await copy(join(`${content}.saved`, name), join(content, 'repositories', name))
    })
  }

  /** Lets one repository have what another has, tags included. */
  async copyRepository(from: string, to: string): Promise<void> {
    await this.#each(async (content) => {
      await copy(join(content, 'repositories', from), join(content, 'repositories', to))
    })
  }

  /** Begins to observe. */
  async clear(): Promise<void> {
    await Promise.all(this.#registries.map((registry) => registry.clear()))
    this.#before = await Promise.all(this.#lines.map((line) => line.passed()))
  }

  /** What was seen since `clear`. */
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

  /** The digest that a tag points at, at each registry. */
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

/** By cp(1), since Node's own takes seconds for the many small files that a registry keeps. From nothing comes nothing. */
async function copy(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true })
  if (!existsSync(from)) return
  await mkdir(dirname(to), { recursive: true })
  await run('cp', ['-a', from, to])
}
