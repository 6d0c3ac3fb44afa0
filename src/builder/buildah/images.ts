import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { readText } from '../../disk/regular-file.ts'
import type { Ended } from '../../environment.ts'
import { parseJson, recordOf } from '../../json.ts'
import { parsePlatform, platformOf, shownPlatform } from '../../oci/index/image-platform.ts'
import { BuildError } from '../build-error.ts'
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

  /** Pushes one image, or an index of one for each of several platforms, and returns its digest. Throws BuildError. */
  async send(
    ids: readonly string[],
    { platforms, format }: { readonly platforms: readonly string[]; readonly format: string },
    to: Exclude<Destination, { kind: 'none' }>
  ): Promise<string> {
    const [only = ''] = ids
    if (ids.length === 1) return await this.#push(['push'], only, to)
    const list = `localhost/manifold-${randomUUID()}:image`
    const members = ids.map((id) => `containers-storage:${id}`)
    const creating = this.#program.act({ args: ['manifest', 'create', list, ...members] })
    await using _ = { [Symbol.asyncDispose]: () => this.#remove(list) }
    await this.#done(creating, 'make an index of the images')
    await this.#checkVariants(list, platforms)
    return await this.#push(['manifest', 'push', '--all', `--format=${format === 'docker' ? 'v2s2' : 'oci'}`], list, to)
  }

  /** Buildah 1.28 says v7 of each image for `linux/arm` that is made from scratch. */
  async #checkVariants(list: string, platforms: readonly string[]): Promise<void> {
    const wanted = platforms.map(parsePlatform).filter((platform) => platform !== undefined)
    if (new Set(wanted.map(({ os, architecture }) => `${os}/${architecture}`)).size === wanted.length) return
    const { stdout } = await this.#done(this.#program.ask({ args: ['manifest', 'inspect', list] }), 'read the index')
    const { manifests } = recordOf(parseJson(stdout))
    const found = (Array.isArray(manifests) ? manifests : []).map((entry) => platformOf(recordOf(entry).platform))
    const names = new Set(found.filter((platform) => platform !== undefined).map(shownPlatform))
    if (wanted.every((platform) => names.has(shownPlatform(platform)))) return
    throw new BuildError(
      `${this.#tool.name} built the images for ${platforms.join(', ')} as ${[...names].join(', ')}, so a client cannot find the right one. Install a newer version, or leave out the others of the same architecture in 'platforms'.`
    )
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
