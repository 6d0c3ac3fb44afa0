import { createWriteStream } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { randomBlob } from '../../../__tests__/support/registry/content/random.ts'
import type { Engine } from '../../machine/engine.ts'
import { run } from '../../machine/run.ts'
import type { Field } from '../field/field.ts'

export interface BaseOptions {
  /** The size of its only layer. */
  readonly bytes: number
  readonly repository: string
  /** It is pushed to all their registries, as `v1`. */
  readonly fields: readonly Field[]
  readonly directory: string
  readonly engine: Engine
}

/** Builds a base image and pushes it, uncompressed: compression would take longer than everything else. */
export async function storeBase({ bytes, repository, fields, directory, engine }: BaseOptions): Promise<void> {
  const folder = join(directory, 'base')
  await mkdir(folder)
  await pipeline(randomBlob(bytes, 77).read(), createWriteStream(join(folder, 'content')))
  await writeFile(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY content /content\n')
  const names = fields.flatMap(({ hosts }) => hosts.map((host) => `${host}/${repository}:v1`)).join(',')
  const output = `type=image,"name=${names}",push=true,store=false,compression=uncompressed`
  const args = ['buildx', 'build', '--quiet', '--provenance=false', '--output', output, folder]
  await run('docker', args, { variables: engine.variables })
  await rm(folder, { recursive: true })
}
