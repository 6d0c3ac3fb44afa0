import { digestOf } from '../../../src/oci/digest.ts'
import type { Outcome } from '../../../src/plan/outcome.ts'
import type { TestImage } from '../../support/images.ts'
import { type Options, publishTo } from '../../support/publish.ts'
import { ask } from '../../support/registry/ask.ts'
import type { FaultProxy } from '../../support/registry/proxy/fault-proxy.ts'

/** A registry, and the proxy through which it is reached. */
export interface Place {
  /** The registry itself, without faults. */
  readonly host: string
  readonly proxy: Pick<FaultProxy, 'host'>
}

/** Short timeouts in milliseconds, because the proxy often stops answering. */
export const hasty = { connect: 2_000, answer: 300, store: 300, piece: 300, optional: 100, body: 2_000, unwanted: 300 }

export const tags = ['v1', 'latest']

/** Publishes an image to one repository at each place, through the proxies. */
export async function publishThrough(
  places: readonly Place[],
  name: string,
  image: TestImage,
  options: Options
): Promise<readonly Outcome[]> {
  const references = places.map(({ proxy }) => `${proxy.host}/${name}:${tags.join(',')}`)
  return await publishTo(references, image, { timeouts: hasty, ...options })
}

const accept = {
  accept: 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json',
}

/** The digest of what a tag returns; undefined if there is no such tag. Throws if its content is incomplete. */
export async function readTag({ host }: Place, name: string, tag: string): Promise<string | undefined> {
  return await readManifest(`http://${host}/v2/${name}`, tag)
}

interface Fields {
  readonly manifests?: readonly { readonly digest: string }[]
  readonly config?: { readonly digest: string }
  readonly layers?: readonly { readonly digest: string }[]
}

async function readManifest(repository: string, reference: string): Promise<string | undefined> {
  const { status, text } = await ask('GET', `${repository}/manifests/${reference}`, { headers: accept })
  if (status === 404) return undefined
  const { manifests = [], config, layers = [] } = JSON.parse(text) as Fields
  for (const { digest } of manifests) {
    if ((await readManifest(repository, digest)) !== digest) throw new Error(`${digest} is not there`)
  }
  for (const { digest } of [...(config ? [config] : []), ...layers]) {
    const blob = await fetch(`${repository}/blobs/${digest}`)
    const found = digestOf(new Uint8Array(await blob.arrayBuffer()))
    if (blob.status !== 200 || found !== digest) throw new Error(`${digest} is not there, or is ${found}`)
  }
  return digestOf(Buffer.from(text))
}
