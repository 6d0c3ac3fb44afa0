import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomBytesOf } from '../../../__tests__/support/registry/content/random.ts'
import type { Checkout } from './checkout.ts'
import type { Shape } from './shapes.ts'

/** How many images the definition describes. */
export const bakeTargets = 12

/**
 * `NAMES` is where the images go, on each registry: the first there, the others below it. No attestations, since ours are
 * only made on request.
 */
const definition = `
variable "NAMES" { default = "" }
variable "TAG" { default = "" }
group "default" { targets = ["image"] }
target "image" {
  name = "image-\${number}"
  matrix = { number = [${Array.from({ length: bakeTargets }, (_, number) => `"${number}"`).join(', ')}] }
  target = "image-\${number}"
  attest = ["type=provenance,disabled=true"]
  tags = [for name in split(",", NAMES) : "\${name}\${number == "0" ? "" : "/image-\${number}"}:\${TAG}"]
}
`

/** A bake file for images that share a layer for each file of the shape, with a small layer of their own on top. */
export async function makeBakeCheckout({ platforms: [sizes = []] }: Shape, directory: string): Promise<Checkout> {
  await mkdir(directory, { recursive: true })
  for (const [position, size] of sizes.entries()) {
    await writeFile(join(directory, `layer-${position}`), randomBytesOf(size, 6000 + position))
  }
  const numbers = Array.from({ length: bakeTargets }, (_, number) => number)
  const shared = ['FROM scratch AS base', ...sizes.map((_, position) => `COPY layer-${position} /layer-${position}`)]
  const own = numbers.flatMap((number) => [`FROM base AS image-${number}`, `COPY app-${number} /app`])
  await writeFile(join(directory, 'Dockerfile'), [...shared, ...own, ''].join('\n'))
  await writeFile(join(directory, 'docker-bake.hcl'), definition)
  const write = (number: number, seed: number) =>
    writeFile(join(directory, `app-${number}`), randomBytesOf(10_000, seed))
  for (const number of numbers) await write(number, 7000 + number)
  let version = 0
  const change = async () => {
    version += 1
    await write(0, 9500 + version)
  }
  return { directory, change }
}
