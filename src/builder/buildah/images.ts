import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { readText } from '../../disk/regular-file.ts'
import type { Ended } from '../../environment.ts'
import { parsePlatform } from '../../oci/index/image-platform.ts'
import type { Destination } from '../builder.ts'
import type { BuilderProgram } from '../builder-program.ts'
import { explainFailedCommand } from './explain.ts'
import type { Tool } from './tool.ts'

/** The images in the local storage, by ID. Nothing gets a name that another build could have as well. */
export class Images {
  readonly #program: BuilderProgram
  readonly #tool: Tool
  readonly #temp: string

  constructor(program: BuilderProgram, tool: Tool, temp: string) {
    this.#program = program
    this.#tool = tool
    this.#temp = temp
  }

  /** Whether an image is for this platform: versions before 1.41 take steps of other platforms from the cache. */
  async isFor(platform: string, id: string): Promise<boolean> {
    const wanted = parsePlatform(platform)
    if (!wanted) return true
    const { stdout } = await this.#done(this.#program.ask({ args: this.#tool.platformOf(id) }), 'inspect the image')
    const found = parsePlatform(stdout.trim())
    return found?.os === wanted.os && found.architecture === wanted.architecture
  }

  async name(id: string, names: readonly string[]): Promise<void> {
    if (names.length === 0) return
    await this.#done(this.#program.act({ args: ['tag', id, ...names] }), 'name the image')
  }

  /** Pushes one image, or an index of several, and returns its digest. */
  async send(ids: readonly string[], format: string, to: Exclude<Destination, { kind: 'none' }>): Promise<string> {
    const [only = ''] = ids
    if (ids.length === 1) return await this.#push(['push'], only, to)
    const list = `localhost/manifold-${randomUUID()}:image`
    const members = ids.map((id) => `containers-storage:${id}`)
    const creating = this.#program.act({ args: ['manifest', 'create', list, ...members] })
    await using _ = { [Symbol.asyncDispose]: () => this.#remove(list) }
    await this.#done(creating, 'make an index of the images')
    return await this.#push(['manifest', 'push', '--all', `--format=${format === 'docker' ? 'v2s2' : 'oci'}`], list, to)
  }

  async #push(command: readonly string[], image: string, to: Exclude<Destination, { kind: 'none' }>): Promise<string> {
    const digestFile = join(this.#temp, 'digest')
    // Only the sink is on this machine, without TLS.
    const place =
      to.kind === 'sink' ? ['--tls-verify=false', image, `docker://${to.name}`] : [image, `oci:${to.directory}`]
    const args = [...command, '--quiet', `--digestfile=${digestFile}`, ...place]
    await this.#done(this.#program.act({ args }), 'pass on the image')
    return (await readText(digestFile)).trim()
  }

  async #remove(list: string): Promise<void> {
    await this.#program.tidy({ args: ['manifest', 'rm', list] }).catch(() => undefined)
  }

  async #done(running: Promise<Ended>, what: string): Promise<Ended> {
    const ended = await running
    if (ended.exitCode !== 0) throw explainFailedCommand(this.#tool.name, what, ended.stderr)
    return ended
  }
}
