import { blob, image, index, json, layer, manifest, type TestImage } from '../images.ts'
import type { Behaviour } from '../registry/behaviour.ts'
import { startTestRegistry, type TestRegistry } from '../registry/registry.ts'

const start = Date.now()
const arm = { os: 'linux', architecture: 'arm64' }

/** The config of an image that was made so many days ago. */
export function ofDay(days: number): { readonly created: string } {
  return { created: new Date(start - days * 86_400_000).toISOString() }
}

/** An index of two images, of which the second is in all of them. */
export function indexOf(name: string, days: number): TestImage {
  const amd64 = image({ layers: [layer('base'), layer(name)], config: ofDay(days) })
  return index([amd64, image({ layers: [layer('base')], platform: arm, config: ofDay(300) })])
}

/** What refers to an image. */
export function signatureOf({ root }: TestImage, text = 'signature'): TestImage {
  const { mediaType, digest, size } = root
  const fields = {
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactType: 'application/x-signature',
    subject: { mediaType, digest, size },
  }
  return manifest(fields, blob(json({}), 'application/vnd.oci.empty.v1+json'), [layer(`${text} of ${digest}`)])
}

/** What a repository of the tests holds. */
export const stock = {
  v1: indexOf('v1', 50),
  pr1: indexOf('pr-1', 40),
  pr2: indexOf('pr-2', 2),
}

/** A registry with a release, two pull requests and signatures in `o/app`. */
export async function startStocked(behaviour: Partial<Behaviour> = {}): Promise<TestRegistry> {
  const registry = await startTestRegistry({ behaviour })
  const { v1, pr1, pr2 } = stock
  registry.put('o/app', v1, '1.0.0', 'latest', 'sha-1')
  registry.put('o/app', pr1, 'pr-1')
  registry.put('o/app', pr2, 'pr-2')
  for (const each of [v1, pr1]) registry.put('o/app', signatureOf(each))
  return registry
}

/** Whether the registry has all manifests of an image. */
export function hasWhole(registry: TestRegistry, { manifests }: TestImage): boolean {
  return manifests.every(({ descriptor }) => registry.manifest('o/app', descriptor.digest) !== undefined)
}

/** The requests that change something. */
export function changesAt({ log }: TestRegistry): readonly string[] {
  return log.filter((line) => !/^(?:GET|HEAD)/.test(line))
}
