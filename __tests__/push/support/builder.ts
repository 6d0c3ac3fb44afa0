import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command, Ended, Variables } from '../../../src/environment.ts'
import type { TestImage } from '../../support/images.ts'
import { ask, putManifest, upload } from '../../support/registry/ask.ts'
import { writeLayout } from '../../support/registry/content/layout.ts'

/** Records what a builder was asked for, and what it sent. */
export interface TestBuilder {
  run(command: Command): Promise<Ended>
  /** The requested output types. */
  readonly outputs: string[]
  /** The digests of the blobs that it sent, for each build. */
  readonly sent: string[][]
}

export interface BuilderOptions {
  /** Called before and after the image is pushed, with its destination. */
  readonly before?: (target: string) => void | Promise<void>
  readonly after?: (target: string) => void | Promise<void>
  /** The digest that it reports, if not that of the image. */
  readonly says?: string
  /** The error output of a failing build, which pushes nothing. */
  readonly failure?: (target: string) => string | undefined
}

const agent = { 'user-agent': 'buildkit/v0.25' }

/** A repository to push to. */
interface Place {
  readonly origin: string
  readonly name: string
}

/**
 * Stands in for `docker buildx build`: pushes an image to the sink that its arguments name, as BuildKit does, or writes
 * it as a layout. The image may depend on the name that it is pushed to.
 */
export function builderOf(imageFor: (name: string) => TestImage, options: BuilderOptions = {}): TestBuilder {
  const outputs: string[] = []
  const sent: string[][] = []

  async function push(reference: string, { DOCKER_CONFIG }: Variables): Promise<TestImage> {
    const [host = '', name = ''] = reference.split(/\/(.*):/s)
    const image = imageFor(`${host}/${name}`)
    const place = { origin: `http://${await loginFor(host, DOCKER_CONFIG)}${host}`, name }
    sent.push(await pushBlobs(image, place))
    await pushManifests(image, place)
    return image
  }

  return {
    get outputs() {
      // The engine is also asked what it can do, which is no build.
      return outputs.filter(Boolean)
    },
    sent,
    async run({ args, variables }) {
      const value = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? ''
      const fields = new Map(
        (args.findLast((arg) => arg.startsWith('--output=')) ?? '')
          .slice('--output='.length)
          .split(',')
          .map((field) => field.split('=') as [string, string])
      )
      outputs.push(fields.get('type') ?? '')
      const name = fields.get('name') ?? ''
      await options.before?.(name)
      const stderr = options.failure?.(name)
      if (stderr !== undefined) return { exitCode: 1, stdout: '', stderr }
      const destination = fields.get('dest')
      const image = destination ? imageFor(name) : await push(name, variables)
      if (destination) await writeLayout(destination, image)
      await options.after?.(name)
      const digest = options.says ?? image.root.digest
      await writeFile(value('metadata-file'), JSON.stringify({ 'containerimage.digest': digest }))
      return { exitCode: 0, stdout: '', stderr: '' }
    },
  }
}

/** The login for a registry in Docker's configuration, as the start of an authority: `user:password@`. */
async function loginFor(host: string, directory = ''): Promise<string> {
  const text = await readFile(join(directory, 'config.json'), 'utf8').catch(() => '{}')
  const { auths } = JSON.parse(text) as { readonly auths?: Readonly<Record<string, { readonly auth: string }>> }
  const auth = auths?.[host]?.auth
  return auth === undefined ? '' : `${Buffer.from(auth, 'base64').toString()}@`
}

/** Sends the blobs that the registry does not claim to have, and returns their digests. */
async function pushBlobs({ content }: TestImage, { origin, name }: Place): Promise<string[]> {
  const sent: string[] = []
  for (const { descriptor, bytes = new Uint8Array() } of content) {
    const { status } = await ask('HEAD', `${origin}/v2/${name}/blobs/${descriptor.digest}`, { headers: agent })
    if (status === 200) continue
    const answer = await upload(origin, name, descriptor.digest, bytes)
    if (answer.status !== 201) throw new Error(answer.text)
    sent.push(descriptor.digest)
  }
  return sent
}

async function pushManifests({ manifests, root }: TestImage, { origin, name }: Place): Promise<void> {
  for (const { descriptor, bytes } of manifests) {
    const reference = descriptor.digest === root.digest ? 'image' : descriptor.digest
    await putManifest(origin, name, reference, bytes, descriptor.mediaType)
  }
}
