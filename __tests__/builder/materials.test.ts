import { expect, test } from 'vitest'
import { materialsIn } from '../../src/builder/buildx/metadata-file.ts'

const digest = { sha256: 'a'.repeat(64) }

test('finds the images that a build was made from in its provenance', () => {
  const materials = [
    { uri: 'pkg:docker/127.0.0.1:5000/acme/base@1?platform=linux%2Famd64', digest },
    { uri: 'pkg:docker/alpine@3.22', digest },
    { uri: 'pkg:docker/ghcr.io/acme/pinned@sha256:0123?platform=linux%2Farm64', digest },
    { uri: 'pkg:docker/ghcr.io/acme/untold' },
    { uri: 'https://example.com/file.tar.gz', digest },
  ]
  expect(materialsIn({ 'buildx.build.provenance': { materials } })).toEqual([
    `127.0.0.1:5000/acme/base:1@sha256:${digest.sha256}`,
    `alpine:3.22@sha256:${digest.sha256}`,
    `ghcr.io/acme/pinned@sha256:${digest.sha256}`,
    'ghcr.io/acme/untold',
  ])
})

test('reads the provenance of each platform, and lists each image once', () => {
  const statement = { buildDefinition: { resolvedDependencies: [{ uri: 'pkg:docker/alpine@3' }] } }
  expect(
    materialsIn({ 'buildx.build.provenance/linux/amd64': statement, 'buildx.build.provenance/linux/arm64': statement })
  ).toEqual(['alpine:3'])
})

test.each([
  {},
  { 'buildx.build.provenance': null },
  { 'buildx.build.provenance': { materials: 'none' } },
  { 'buildx.build.provenance': { materials: [null, 1, {}] } },
])('finds nothing in metadata without valid provenance: %j', (metadata) => {
  expect(materialsIn(metadata)).toEqual([])
})
