import { mkdtempDisposable, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LayoutWriter, writeBlob, writeIndex } from '../../src/intake/layout-writer.ts'
import { startSink } from '../../src/intake/sink/server.ts'
import { BrokenBlob } from '../../src/oci/broken-blob.ts'
import { digestOf } from '../../src/oci/digest.ts'
import { openFolder } from '../../src/sources/folder.ts'
import { openLayout } from '../../src/sources/layout.ts'
import { pushLikeBuildah, pushLikeBuildKit } from '../support/fake-docker/push.ts'
import { image, index, layer } from '../support/images.ts'
import { randomBytesOf } from '../support/registry/content/random.ts'

const app = index([
  image({ layers: [layer('one'), layer(3_000_000)] }),
  image({ layers: [layer('one'), layer('two')] }),
])

test.each([pushLikeBuildKit, pushLikeBuildah])('writes what a builder pushes, each blob once (%o)', async (push) => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'layout-writer-'))
  const failures: Error[] = []
  const writer = new LayoutWriter(folder.path, (error) => failures.push(error))
  await using sink = await startSink(writer)
  const { username, password } = sink.login
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  const sent: string[] = []
  await push(app, `${sink.host}/${sink.name}:${sink.tag}`, (digest) => sent.push(digest), authorization)
  const { root, manifests } = await writer.image()
  for (const { descriptor, bytes } of manifests) await writeBlob(folder.path, descriptor, bytes)
  await writeIndex(folder.path, root)
  await using source = await openLayout(openFolder(folder.path))
  expect(source.image.root.digest).toBe(app.root.digest)
  for (const { descriptor, bytes } of app.content) {
    const path = join(folder.path, 'blobs', descriptor.digest.replace(':', '/'))
    expect(Buffer.compare(await readFile(path), bytes ?? Buffer.of())).toBe(0)
  }
  expect((await readdir(folder.path)).toSorted()).toEqual(['blobs', 'index.json', 'oci-layout'])
  expect([new Set(sent).size, failures]).toEqual([app.blobs.length, []])
})

test('keeps no blob that is incomplete or has a different digest than its sender says', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'layout-writer-'))
  const failures: Error[] = []
  const writer = new LayoutWriter(folder.path, (error) => failures.push(error))
  const bytes = randomBytesOf(100_000, 1)
  const digest = digestOf(bytes)
  const broken = await writer.receiveBlob({ digest, size: bytes.length })
  await broken.write(bytes.subarray(1))
  await expect(broken.finish(digest)).rejects.toBeInstanceOf(BrokenBlob)
  const abandoned = await writer.receiveBlob()
  await abandoned.write(bytes)
  await abandoned.abandon()
  expect([await writer.hasBlob(digest), await readdir(folder.path), failures]).toEqual([false, [], []])
})

test('reports a disk that fails, and then refuses the blob', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'layout-writer-'))
  const failures: Error[] = []
  const writer = new LayoutWriter(join(folder.path, 'layout'), (error) => failures.push(error))
  await expect(writer.receiveBlob()).rejects.toThrow('ENOENT')
  const gone = new LayoutWriter(folder.path, (error) => failures.push(error))
  const blob = await gone.receiveBlob()
  await blob.write(Buffer.from('text'))
  await rm(folder.path, { recursive: true })
  await expect(blob.finish(digestOf(Buffer.from('text')))).rejects.toThrow('ENOENT')
  expect(failures.map(({ message }) => message.slice(0, 6))).toEqual(['ENOENT', 'ENOENT'])
})
