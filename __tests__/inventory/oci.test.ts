import { describe, expect, test } from 'vitest'
import { inventoryKindOf, inventoryKinds } from '../../src/inventory/inventories.ts'
import type { Inventory } from '../../src/inventory/inventory.ts'
import { OciInventory } from '../../src/inventory/oci-inventory.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import { failureOf } from '../registry/client.ts'
import { meetRegistry, type Pair } from '../registry/pair.ts'
import { image, layer } from '../support/images.ts'
import type { Behaviour } from '../support/registry/behaviour.ts'
import type { FaultyRequest } from '../support/registry/faults.ts'
import { Tokens } from '../support/registry/tokens.ts'

const app = image({ layers: [layer('base')] })
const { digest } = app.root
const all = Array.from({ length: 20 }, (_, index) => `v1.${String(index).padStart(2, '0')}`)
const [v1, v2] = all as [Tag, Tag]

async function stocked(behaviour: Partial<Behaviour> = {}): Promise<Pair & { readonly inventory: Inventory }> {
  const pair = await meetRegistry(behaviour)
  pair.registry.put('o/app', app, ...all)
  return { ...pair, inventory: inventoryOf(pair) }
}

function inventoryOf({ client, registry }: Pair): Inventory {
  return new OciInventory({ registry: client.registry, repository: { registry: registry.host, name: 'o/app' } })
}

describe('lists the tags of a repository', () => {
  test('all of them, and asks whether the list ended at a round number only because it was cut short', async () => {
    await using pair = await stocked({ page: { size: 7, link: 'relative' } })
    expect((await pair.inventory.list()).tags.map(({ tag }) => tag)).toEqual(all)
    expect(pair.registry.entries.map(({ query }) => query)).toEqual([
      'n=1000',
      'n=7&last=v1.06',
      'n=7&last=v1.13',
      'n=1000&last=v1.19',
    ])
  })

  test('and fails if the registry has more tags than it links to', async () => {
    await using pair = await stocked({ page: { size: 10, link: 'missing' } })
    expect((await failureOf(pair.inventory.list())).message).toMatch(
      /o\/app: listing tags failed: its pages end after 10 tags, but it has more, such as 'v1\.10'\.$/
    )
  })

  test('and fails if there is anything in the list that is not a tag: it may name what would be deleted', async () => {
    await using pair = await stocked()
    pair.registry.fail({}, { status: 200, body: '{"name":"o/app","tags":["v1","a b"]}' })
    expect((await failureOf(pair.inventory.list())).message).toMatch(/it has an entry that is not a tag\.$/)
  })

  test.each([401, 403, 404, 429, 500])('and fails if the registry answers %i', async (status) => {
    await using pair = await stocked()
    pair.registry.fail({ kind: 'tags' }, { status }, { times: 20 })
    expect((await failureOf(pair.inventory.list())).message).toMatch(new RegExp(`listing tags .*: ${status}`))
  })

  test('and fails if a page breaks off', async () => {
    await using pair = await stocked({ page: { size: 7, link: 'relative' } })
    pair.registry.fail({ kind: 'tags' }, { truncate: 20 }, { after: 1, times: 20 })
    expect((await failureOf(pair.inventory.list())).message).toMatch(/listing tags failed/)
  })
})

describe('deletes', () => {
  test('a tag alone', async () => {
    await using pair = await stocked()
    expect(await pair.inventory.untag?.(v1, digest)).toEqual({ removed: true })
    expect(Object.keys(pair.registry.tags('o/app'))).toEqual(all.slice(1))
  })

  test.each([400, 405] as const)(
    'a tag by way of a manifest of its own where only digests are deleted (%i)',
    async (deleteTag) => {
      await using pair = await stocked({ deleteTag })
      const { registry, inventory } = pair
      expect(await inventory.untag?.(v1, digest)).toEqual({ removed: true })
      expect(await inventory.untag?.(v2, digest)).toEqual({ removed: true })
      expect(Object.keys(registry.tags('o/app'))).toEqual(all.slice(2))
      expect(registry.manifest('o/app', digest)).toBeDefined()
      expect(registry.log.map((line) => line.replaceAll(/sha256:\w+/g, 'other'))).toEqual([
        'GET manifest v1.00 200',
        `DELETE manifest v1.00 ${deleteTag}`,
        'HEAD blob other 404',
        'POST upload 202',
        'PUT upload other 201',
        // Deleting works: only then a tag is moved.
        'PUT manifest other 201',
        'DELETE manifest other 202',
        'GET manifest v1.00 200',
        'PUT manifest v1.00 201',
        'DELETE manifest other 202',
        'GET manifest v1.01 200',
        'PUT manifest v1.01 201',
        'DELETE manifest other 202',
      ])
    }
  )

  test('no manifest together with its tag: one that the registry deletes so is put back', async () => {
    await using pair = await stocked()
    const { registry, inventory } = pair
    const where = ({ method }: FaultyRequest) => {
      if (method === 'DELETE') registry.lose('o/app', digest)
      return false
    }
    registry.fail({ where }, 'stall')
    const { message } = await failureOf(inventory.untag?.(v1, digest) as Promise<unknown>)
    expect(message).toMatch(/removal of [^:]*v1\.00.*it deleted sha256:\w+ as well, which was put back/)
    expect(registry.manifest('o/app', digest)).toBeDefined()
  })

  test('no manifest that an index names, as zot says it', async () => {
    await using pair = await stocked()
    const body = '{"errors":[{"code":"DENIED","message":"requested access to the resource is denied"}]}'
    pair.registry.fail({ method: 'DELETE' }, { status: 405, body })
    expect(await pair.inventory.remove(digest)).toMatchObject({
      removed: false,
      reason: expect.stringContaining('405'),
    })
  })

  test('no tag that was moved meanwhile', async () => {
    await using pair = await stocked({ deleteTag: 400 })
    const other = image({ layers: [layer('other')] })
    pair.registry.put('o/app', other, v1)
    expect(await pair.inventory.untag?.(v1, digest)).toEqual({ removed: false, reason: 'it was moved meanwhile' })
    expect(pair.registry.tags('o/app')).toMatchObject({ [v1]: other.root.digest })
  })

  test('and puts a tag back that it could not delete', async () => {
    await using pair = await stocked({ deleteTag: 405 })
    pair.registry.fail({ method: 'DELETE' }, { status: 403 }, { after: 2 })
    expect((await failureOf(pair.inventory.untag?.(v1, digest) as Promise<unknown>)).message).toMatch(/403/)
    expect(pair.registry.tags('o/app')).toMatchObject({ [v1]: digest })
  })

  test('a manifest with all its tags, and what is gone is done', async () => {
    await using pair = await stocked()
    expect(await pair.inventory.remove(digest)).toEqual({ removed: true })
    expect(pair.registry.tags('o/app')).toEqual({})
    expect(await pair.inventory.remove(digest)).toEqual({ removed: true })
  })

  test('with the right to delete, where a token service asks for it', async () => {
    const tokens = new Tokens()
    await using pair = await meetRegistry({}, {}, { auth: { kind: 'bearer', tokens } })
    pair.registry.put('o/app', app, ...all)
    const inventory = inventoryOf(pair)
    await inventory.list()
    expect(tokens.asked.at(-1)).toEqual(['repository:o/app:pull'])
    expect(await inventory.remove(digest)).toEqual({ removed: true })
    expect(tokens.asked.at(-1)).toContain('repository:o/app:delete')
  })

  test('and says how to switch deletion on', async () => {
    await using pair = await stocked({ delete: 405 })
    expect((await failureOf(pair.inventory.remove(digest))).message).toMatch(
      /removal of sha256:\w{12} was refused: 405 UNSUPPORTED: nothing is deleted here\. Deletion is switched off at this registry: switch it on \(distribution: 'REGISTRY_STORAGE_DELETE_ENABLED=true'\)/
    )
  })

  test('and passes on why one manifest is not deleted', async () => {
    await using pair = await stocked()
    const body = '{"errors":[{"code":"PRECONDITION","message":"matched an immutable rule"}]}'
    pair.registry.fail({ method: 'DELETE' }, { status: 412, body })
    const removal = await pair.inventory.remove(digest)
    expect(removal).toMatchObject({ removed: false, reason: expect.stringContaining('matched an immutable rule') })
  })
})

test('every other registry has the API of the OCI', () => {
  expect(inventoryKindOf('registry.example.com', {}).word).toBe('oci')
  expect(inventoryKindOf('registry.example.com', {}, new Map([['', 'harbor']])).word).toBe('harbor')
  expect(inventoryKindOf('ghcr.io', {}, new Map([['ghcr.io', 'oci']])).word).toBe('oci')
  // A word without a host is for hosts that do not tell what they are.
  for (const word of ['docker-hub', 'harbor', 'gitlab']) {
    expect(inventoryKindOf('ghcr.io', {}, new Map([['', word]])).word).toBe('github')
  }
  expect(new Set(inventoryKinds.map(({ word }) => word)).size).toBe(inventoryKinds.length)
})
