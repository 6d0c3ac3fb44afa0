import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { atMost } from '../../async/at-most.ts'
import type { BuildResult } from '../../builder/builder.ts'
import { parseReferences } from '../../oci/distribution/reference.ts'
import { builtFrom } from '../built/built-from.ts'
import { absence, checkRoot } from '../built/checked-root.ts'
import { openFolder } from '../folder.ts'
import { openLayout } from '../layout.ts'
import { type BakedImage, type BakedImages, type BakeOrder, type PublishedTarget, pathsOf } from './bake-order.ts'

/** Bakes each image into an OCI image layout, which has all of its content. Throws BuildError. */
export async function exportLayouts({
  plan,
  published,
  bake,
  directory,
}: Pick<BakeOrder, 'plan' | 'published' | 'bake' | 'directory'>): Promise<BakedImages> {
  const folders = new Map([...pathsOf(published)].map(([name, path]) => [name, join(directory, 'layouts', path)]))
  // buildx only lets a confined definition write into folders that exist.
  for (const folder of folders.values()) await mkdir(folder, { recursive: true, mode: 0o700 })
  const destinations = new Map(
    [...folders].map(([name, folder]) => [name, { kind: 'layout', directory: folder } as const])
  )
  const results = await bake(plan, destinations)
  await using opened = new AsyncDisposableStack()
  const images: BakedImage[] = []
  for (const target of published) {
    const metadata = results.get(target.name) as BuildResult
    await surveyMaterials(target, metadata)
    const layout = opened.use(await openLayout(openFolder(folders.get(target.name) ?? '')))
    const image = checkRoot(layout.image, metadata)
    const name = `target '${target.name}'`
    images.push({ ...layout, name, image, absence, metadata, builtFrom: builtFrom(metadata), target })
  }
  const kept = opened.move()
  return { images, [Symbol.asyncDispose]: () => kept[Symbol.asyncDispose]() }
}

/** Finds out which layers can be mounted from the images that a target was built from. */
async function surveyMaterials({ contents }: PublishedTarget, { materials }: BuildResult): Promise<void> {
  const references = parseReferences(materials)
  const indexes = new Set(contents.filter(({ failure }) => !failure).map(({ mountIndex }) => mountIndex))
  await atMost(Promise.all([...indexes].flatMap((each) => references.map((reference) => each.survey(reference)))))
}
