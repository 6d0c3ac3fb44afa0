import { describe, expect, test } from 'vitest'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import type { Manifest } from '../../src/oci/manifest.ts'
import { image, layer } from '../support/images.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { Tokens } from '../support/registry/tokens.ts'
import { clientAt } from './client.ts'

const app = image({ layers: [layer('base')] })
const [manifest] = app.manifests as [Manifest]
const [v1, v2] = ['v1', 'v2'] as [Tag, Tag]
const toPush = ['repository:o/app:pull', 'repository:o/app:push']

describe('removing a tag', () => {
  test('asks for the right to delete if necessary, but not for later pushes', async () => {
    const tokens = new Tokens()
    await using registry = await startTestRegistry({ auth: { kind: 'bearer', tokens } })
    await using client = await clientAt(registry.host)
    registry.put('o/app', app, 'v1')
    const { manifests } = client.repository('o/app')
    await manifests.put(manifest, v2)
    expect(await manifests.removeOnce(v1)).toBe(true)
    expect(registry.tags('o/app')).toEqual({ v2: manifest.descriptor.digest })
    expect(tokens.asked.at(-1)).toContain('repository:o/app:delete')
    tokens.expire()
    await manifests.put(manifest, v2)
    expect(tokens.asked.at(-1)).toEqual(toPush)
  })

  test('does not ask for the right to delete if the right to push is enough: Quay would grant no token', async () => {
    const tokens = new Tokens()
    tokens.behave({ unknownActions: ['delete'] })
    await using registry = await startTestRegistry({ auth: { kind: 'bearer', tokens, removeAction: 'push' } })
    await using client = await clientAt(registry.host)
    registry.put('o/app', app, 'v1')
    expect(await client.repository('o/app').manifests.removeOnce(v1)).toBe(true)
    expect(registry.tags('o/app')).toEqual({})
  })
})
