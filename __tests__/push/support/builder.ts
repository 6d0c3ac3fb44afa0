import { writeFile } from 'node:fs/promises'
import type { Command, Ended } from '../../../src/environment.ts'
import type { TestImage } from '../../support/images.ts'
import { ask, putManifest, upload } from '../../support/registry/ask.ts'
import { writeLayout } from '../../support/registry/content/layout.ts'

/** What a builder was told, and what it did of it. */
export interface TestBuilder {
  run(command: Command): Promise<Ended>
  /** The outputs that it was asked for. */
  readonly outputs: string[]
  /** The digests of blobs that it sent, build by build. */
  readonly sent: string[][]
}

export interface BuilderOptions {
  /** What is done before the image is pushed. */
  readonly before?: () => void | Promise<void>
  /** What the build ends with, in place of a push. */
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
 * it as a layout. What is built may hang on the name that it is pushed to.
 */
export function builderOf(imageFor: (name: string) => TestImage, options: BuilderOptions = {}): TestBuilder {
  const outputs: string[] = []
  const sent: string[][] = []

  async function push(reference: string): Promise<TestImage> {
    const [host = '', name = ''] = reference.split(/\/(.*):/s)
    const image = imageFor(`${host}/${name}`)
    const place = { origin: `http://${host}`, name }
    sent.push(await pushBlobs(image, place))
    await pushManifests(image, place)
    return image
  }

  return {
    outputs,
    sent,
    async run({ args }) {
      const value = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? ''
      const fields = new Map(
        value('output')
          .split(',')
          .map((field) => field.split('=') as [string, string])
      )
      outputs.push(fields.get('type') ?? '')
      await options.before?.()
      const stderr = options.failure?.(fields.get('name') ?? '')
      if (stderr !== undefined) return { exitCode: 1, stdout: '', stderr }
      const destination = fields.get('dest')
      const image = destination ? imageFor(destination) : await push(fields.get('name') ?? '')
      if (destination) await writeLayout(destination, image)
      await writeFile(value('metadata-file'), JSON.stringify({ 'containerimage.digest': image.root.digest }))
      return { exitCode: 0, stdout: '', stderr: '' }
    },
  }
}

/** Sends the blobs that are not said to be there, and gives their digests. */
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
