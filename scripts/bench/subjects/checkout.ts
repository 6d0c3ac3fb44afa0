import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomBytesOf } from '../../../__tests__/support/registry/content/random.ts'
import type { Shape } from './shapes.ts'

/** A folder with a Dockerfile, and the files it copies. */
export interface Checkout {
  readonly directory: string
  /** Changes one small layer to content that was never built before. */
  change(): Promise<void>
}

/** A layer for each file of the shape's only platform, and a small one on top. */
export async function makeCheckout({ platforms: [sizes = []] }: Shape, directory: string): Promise<Checkout> {
  await mkdir(directory, { recursive: true })
  for (const [position, size] of sizes.entries()) {
    await writeFile(join(directory, `layer-${position}`), randomBytesOf(size, 5000 + position))
  }
  const copies = sizes.map((_, position) => `COPY layer-${position} /layer-${position}`)
  await writeFile(join(directory, 'Dockerfile'), ['FROM scratch', ...copies, 'COPY app /app', ''].join('\n'))
  let version = 0
  const change = async () => {
    version += 1
    await writeFile(join(directory, 'app'), randomBytesOf(10_000, 9000 + version))
  }
  await change()
  return { directory, change }
}

/** A Dockerfile that adds a small layer to a base, without reading the base's content. */
export async function makeChild(base: string, directory: string): Promise<Checkout> {
  await mkdir(directory, { recursive: true })
  await writeFile(join(directory, 'Dockerfile'), `FROM ${base}\nCOPY --link app /app\n`)
  const change = () => writeFile(join(directory, 'app'), randomBytesOf(10_000, 8000))
  await change()
  return { directory, change }
}
