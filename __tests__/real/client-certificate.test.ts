import { expect, inject, test } from 'vitest'
import { startRegistry } from '../../scripts/machine/registry.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import { clientAt, failureOf } from '../registry/client.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'

// What a Go server says about client certificates, unprocessed.

const v1 = 'v1' as Tag

test.each([
  ['it requires a client certificate', {}],
  ['it rejected the client certificate', issue(makeAuthority(), { name: 'somebody' })],
])('reports a registry that requires another client certificate: %s', async (words, own) => {
  await using registry = await startRegistry({ program: inject('registry'), clientCertificate: true })
  await using client = await clientAt(registry.host, { tls: { ...own, ...(registry.ca && { ca: registry.ca }) } })
  const { message } = await failureOf(client.repository('o/app').manifests.head(v1))
  expect(message).toContain(`check of tag 'v1' failed: ${words}`)
  expect(message).toContain(`Set 'cert' and 'key' for ${registry.host} in 'registry-auth'.`)
})
