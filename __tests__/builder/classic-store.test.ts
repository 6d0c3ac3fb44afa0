import { expect, test } from 'vitest'
import type { BuildRequest } from '../../src/builder/build-request.ts'
import { beyondClassicStore } from '../../src/builder/buildx/selection/classic-store.ts'
import { plain } from './request.ts'

test.each<[Partial<BuildRequest>, string | undefined]>([
  [{}, undefined],
  [{ platforms: ['linux/arm64'] }, undefined],
  [{ platforms: ['linux/amd64', 'linux/arm64'] }, 'several platforms'],
  [{ platforms: ['linux/amd64', 'linux/arm64'], call: 'check' }, undefined],
  [{ attests: ['type=sbom'] }, 'attestations'],
  [{ provenance: 'mode=max' }, 'attestations'],
  [{ provenance: 'false', sbom: 'false' }, undefined],
  [{ sbom: 'true' }, 'attestations'],
  [{ cacheTo: ['type=inline'] }, undefined],
  [{ cacheTo: ['type=inline', 'type=gha,mode=max'] }, "a cache of type 'gha'"],
  [{ cacheTo: ['ghcr.io/acme/app:cache'] }, "a cache of type 'registry'"],
  [{ cacheTo: ['type="gha'] }, undefined],
  [{ cacheFrom: ['type=registry,ref=ghcr.io/acme/app:cache'] }, undefined],
  [{ annotations: ['manifest:a=b'] }, 'annotations'],
  [{ imageAttributes: new Map([['compression', 'zstd']]) }, "the output attribute 'compression'"],
  [{ outputs: ['type=local,dest=out'] }, undefined],
  [{ outputs: ['type=docker'], load: true }, undefined],
  [{ outputs: ['type=docker,dest=image.tar'] }, "an output of type 'docker'"],
  [{ outputs: ['type=oci,dest=image.tar'] }, "an output of type 'oci'"],
])('%j asks for more than the classic store can do: %s', (changes, expected) => {
  expect(beyondClassicStore({ ...plain, ...changes })).toBe(expected)
})
