import type { Descriptor } from '../../../src/oci/descriptor.ts'
import type { Manifest } from '../../../src/oci/manifest.ts'
import type { Blob, TestImage } from '../images.ts'

type Tell = (digest: string) => void

/** `Basic …`, if Docker's configuration has a login for the registry. */
export type Authorization = string | undefined

/** HEAD, POST, and PUT of the whole blob with a known digest; manifests by digest, the root by tag. */
export async function pushLikeBuildKit(
  image: TestImage,
  name: string,
  tell: Tell,
  authorization: Authorization
): Promise<void> {
  const ask = client(name, 'buildkit/v0.25', authorization)
  const one = async ({ descriptor: { digest }, bytes = new Uint8Array() }: Blob) => {
    if (await isThere(ask, `blobs/${digest}`)) return
    tell(digest)
    const { location } = await ask('POST', 'blobs/uploads/', 202)
    await ask('PUT', `${location}?digest=${encodeURIComponent(digest)}`, 201, { body: bytes })
  }
  await Promise.all(image.content.map(one))
  for (const manifest of image.manifests) await putManifest(ask, manifest, referenceOf(manifest, image.root, name))
}

/** HEAD of a digest from an earlier push, POST, PATCH without a length, and PUT with the digest. */
export async function pushLikeBuildah(
  image: TestImage,
  name: string,
  tell: Tell,
  authorization: Authorization
): Promise<void> {
  const ask = client(name, 'Buildah/1.28.2', authorization)
  for (const { descriptor, bytes = new Uint8Array() } of image.content) {
    if (await isThere(ask, `blobs/${descriptor.digest}`)) continue
    tell(descriptor.digest)
    const { location: session } = await ask('POST', 'blobs/uploads/', 202)
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(bytes)
        controller.close()
      },
    })
    const { location } = await ask('PATCH', session, 202, { body, duplex: 'half' })
    await ask('PUT', `${location}?digest=${encodeURIComponent(descriptor.digest)}`, 201)
  }
  for (const manifest of image.manifests) await putManifest(ask, manifest, referenceOf(manifest, image.root, name))
}

type Ask = (method: string, path: string, status: number, more?: object) => Promise<{ location: string }>

/** A client for one repository: paths are relative to it, or come from a Location. */
function client(name: string, agent: string, authorization: Authorization): Ask {
  const [, host, repository] = /^([^/]+)\/(.*):[^:]*$/.exec(name) ?? []
  return async (method, path, expected, more) => {
    const url = new URL(path, `http://${host}/v2/${repository}/`)
    const known = { 'user-agent': agent, ...(authorization && { authorization }) }
    const answer = await fetch(url, { method, ...more, headers: { ...known, ...(more && headersIn(more)) } })
    const text = await answer.text()
    if (answer.status !== expected) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return { location: new URL(answer.headers.get('location') ?? '', url).href }
  }
}

function headersIn(more: { readonly headers?: object }): object {
  return more.headers ?? { 'content-type': 'application/octet-stream' }
}

async function isThere(ask: Ask, path: string): Promise<boolean> {
  return await ask('HEAD', path, 200).then(
    () => true,
    () => false
  )
}

async function putManifest(ask: Ask, { bytes, descriptor }: Manifest, reference: string): Promise<void> {
  if (await isThere(ask, `manifests/${reference}`)) return
  await ask('PUT', `manifests/${reference}`, 201, { body: bytes, headers: { 'content-type': descriptor.mediaType } })
}

function referenceOf({ descriptor }: Manifest, root: Descriptor, name: string): string {
  return descriptor.digest === root.digest ? name.slice(name.lastIndexOf(':') + 1) : descriptor.digest
}
