import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Blob } from '../../../__tests__/support/images.ts'
import { randomBlob } from '../../../__tests__/support/registry/content/random.ts'
import { tarEnd, tarHeader, tarPadding } from '../../../__tests__/support/registry/content/tar.ts'
import type { Shape } from './shapes.ts'

/** An image as `docker save` wrote it before Docker 25: uncompressed layers, known by the digests of their content. */
export interface DockerArchive {
  readonly file: string
}

interface Entry {
  readonly name: string
  readonly size: number
  read(): AsyncIterable<Uint8Array>
}

/** Repeated within every piece of random content, so that compression halves it, about as it does with programs. */
const pieceBytes = 64 * 1024
const text = Buffer.alloc(pieceBytes / 2, 'the same words again and again, ')

/** Writes the shape's only platform, a piece at a time. */
export async function storeDockerArchive({ platforms: [sizes = []] }: Shape, file: string): Promise<DockerArchive> {
  const layers: Entry[] = []
  for (const [position, size] of sizes.entries()) layers.push(await layerOf(size, 7000 + position))
  const diffIds = layers.map(({ name }) => `sha256:${name.slice(0, name.indexOf('/'))}`)
  const config = json({ os: 'linux', architecture: 'amd64', config: {}, rootfs: { type: 'layers', diff_ids: diffIds } })
  const configName = `${createHash('sha256').update(config).digest('hex')}.json`
  const names = layers.map(({ name }) => name)
  const manifest = json([{ Config: configName, RepoTags: ['bench/app:v1'], Layers: names }])
  const entries = [...layers, inMemory(configName, config), inMemory('manifest.json', manifest)]
  await pipeline(Readable.from(archiveOf(entries), { highWaterMark: 1 }), createWriteStream(file))
  return { file }
}

async function* archiveOf(entries: readonly Entry[]): AsyncGenerator<Uint8Array> {
  for (const { name, size, read } of entries) {
    yield tarHeader(name, size)
    yield* read()
    yield tarPadding(size)
  }
  yield tarEnd
}

/** A layer with one file. It is generated twice, not kept: first for its digest, which is its name. */
async function layerOf(size: number, seed: number): Promise<Entry> {
  const random = randomBlob(size, seed)
  const file: Entry = { name: 'content', size, read: () => compressible(random) }
  const hash = createHash('sha256')
  let total = 0
  for await (const piece of archiveOf([file])) {
    hash.update(piece)
    total += piece.length
  }
  return { name: `${hash.digest('hex')}/layer.tar`, size: total, read: () => archiveOf([file]) }
}

async function* compressible(random: Blob): AsyncGenerator<Uint8Array> {
  for await (const bytes of random.read()) {
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    for (let at = 0; at < piece.length; at += pieceBytes) text.copy(piece, at)
    yield piece
  }
}

function inMemory(name: string, bytes: Buffer): Entry {
  return {
    name,
    size: bytes.length,
    async *read() {
      yield bytes
    },
  }
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value))
}
