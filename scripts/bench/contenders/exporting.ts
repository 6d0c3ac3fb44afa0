import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Engine } from '../../machine/engine.ts'
import { run } from '../../machine/run.ts'
import type { Checkout } from '../subjects/checkout.ts'
import type { StoredImage } from '../subjects/images.ts'
import type { Contender } from './contender.ts'

const ref = 'exported'

/** Builds to an image layout on disk, which another tool then pushes. */
export function exporting(
  engine: Pick<Engine, 'variables'>,
  pusher: Contender<Pick<StoredImage, 'directory' | 'ref'>>,
  directory: string
): Contender<Checkout> {
  return {
    name: `OCI export, ${pusher.name}`,
    makesOwn: true,
    async publish(order) {
      const layout = join(directory, 'layout')
      const output = `type=oci,tar=false,dest=${layout},name=localhost/image:${ref}`
      const args = ['buildx', 'build', '--quiet', '--provenance=false', '--output', output, order.subject.directory]
      await run('docker', args, engine)
      await pusher.publish({ ...order, subject: { directory: layout, ref } })
      await rm(layout, { recursive: true })
    },
  }
}
