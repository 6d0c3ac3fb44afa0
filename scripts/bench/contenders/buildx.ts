import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Engine } from '../../machine/engine.ts'
import { run } from '../../machine/run.ts'
import type { Checkout } from '../subjects/checkout.ts'
import type { StoredImage } from '../subjects/images.ts'
import type { Contender, Order } from './contender.ts'

/** No attestations: the other contenders do not create any, so the comparison would not be fair. */
const plain = ['buildx', 'build', '--quiet', '--provenance=false'] as const

/** Builds a checkout and pushes it, as documented. */
export function buildx(engine: Pick<Engine, 'variables'>): Contender<Checkout> {
  return {
    name: 'buildx --push',
    makesOwn: true,
    async publish({ subject, names, tags }) {
      const named = references(names, tags).flatMap((name) => ['--tag', name])
      await run('docker', [...plain, '--push', ...named, subject.directory], engine)
    },
  }
}

/** Builds all images of a bake file and pushes them, as documented. */
export function buildxBaking(engine: Pick<Engine, 'variables'>): Contender<Checkout> {
  return {
    name: 'buildx bake --push',
    makesOwn: true,
    async publish({ subject, names, tags }) {
      const variables = { ...engine.variables, NAMES: names.join(','), TAG: tags[0] }
      await run('docker', ['buildx', 'bake', '--push', '--progress=quiet'], { variables, directory: subject.directory })
    },
  }
}

/**
 * Pushes the layers of an existing image: a build with only a `FROM` of it, whose content BuildKit already has. The
 * image is not stored in Docker's image store, which would take extra time.
 */
export function buildxFrom(engine: Engine, directory: string): Contender<StoredImage> {
  return {
    name: 'buildx --push',
    makesOwn: true,
    async publish({ subject, names, tags }) {
      await writeFile(join(directory, 'Dockerfile'), 'FROM image\n')
      const platforms = subject.platforms.map(({ os, architecture }) => `${os}/${architecture}`)
      const name = references(names, tags).join(',')
      const args = [
        ...plain,
        `--build-context=image=oci-layout://${subject.directory}:${subject.ref}`,
        `--platform=${platforms.join(',')}`,
        // Without a fixed timestamp, the same build would give a different image each time.
        '--build-arg=SOURCE_DATE_EPOCH=1',
        `--output=type=image,"name=${name}",push=true,store=false`,
        directory,
      ]
      await run('docker', args, engine)
    },
  }
}

function references(names: Order<unknown>['names'], tags: readonly string[]): readonly string[] {
  return names.flatMap((name) => tags.map((tag) => `${name}:${tag}`))
}
