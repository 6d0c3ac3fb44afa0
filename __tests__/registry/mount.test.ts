import { describe, expect, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.ts'
import { badGateway } from '../support/registry/misfortunes.ts'
import { Tokens } from '../support/registry/tokens.ts'
import { meetRegistry } from './pair.ts'

const bytes = Buffer.from('a layer')
const digest = digestOf(bytes)
const other = digestOf(Buffer.from('another'))
const blob = digest.slice(0, 19)

test('a blob is mounted from another repository', async () => {
  await using pair = await meetRegistry()
  const { registry, client } = pair
  registry.putBlob('o/base', bytes)
  expect(await client.repository('o/app').blobs.mount(digest, 'o/base')).toBe('mounted')
  expect(registry.log).toEqual([`POST mount ${blob} from o/base 201`])
  expect(registry.hasBlob('o/app', digest)).toBe(true)
  expect(registry.unexpected).toEqual([])
})

test('a registry may open a session instead', async () => {
  await using pair = await meetRegistry()
  expect(await pair.client.repository('o/app').blobs.mount(digest, 'o/base')).toHaveProperty('url')
  expect(pair.registry.sessions).toHaveLength(1)
})

describe('a refusal is no error', () => {
  test.each([400, 401, 403, 404, 405, 412, 501])('%i', async (mount) => {
    await using pair = await meetRegistry({ mount })
    expect(await pair.client.repository('o/app').blobs.mount(digest, 'o/base')).toBeUndefined()
    expect(pair.registry.entries).toHaveLength(1)
  })

  test('a session that cannot be used', async () => {
    await using pair = await meetRegistry()
    pair.registry.fail({}, { status: 202 })
    expect(await pair.client.repository('o/app').blobs.mount(digest, 'o/base')).toBeUndefined()
  })

  test('a registry that is away for long', async () => {
    await using pair = await meetRegistry()
    pair.registry.fail({}, badGateway, { times: 99 })
    expect(await pair.client.repository('o/app').blobs.mount(digest, 'o/base')).toBeUndefined()
  })

  test('a source that may not be read', async () => {
    const tokens = new Tokens()
    tokens.behave({ grant: (rights) => rights.filter((right) => !right.includes('o/base')) })
    await using pair = await meetRegistry({ mountFailed: 401 }, {}, { auth: { kind: 'bearer', tokens } })
    pair.registry.putBlob('o/base', bytes)
    expect(await pair.client.repository('o/app').blobs.mount(digest, 'o/base')).toBeUndefined()
  })
})

describe('who refused once', () => {
  test('is not asked for the other blobs of that source, but for those of another', async () => {
    await using pair = await meetRegistry({ mount: 403 })
    const { blobs } = pair.client.repository('o/app')
    await blobs.mount(digest, 'o/base')
    await blobs.mount(other, 'o/base')
    await blobs.mount(other, 'o/more')
    expect(pair.registry.log.map((line) => line.replace(/sha256:\w+ /, ''))).toEqual([
      'POST mount from o/base 403',
      'POST mount from o/more 403',
    ])
  })

  test('because that blob is missing is asked for the others', async () => {
    await using pair = await meetRegistry({ mountFailed: 404 })
    const { registry, client } = pair
    registry.putBlob('o/base', bytes)
    const { blobs } = client.repository('o/app')
    expect(await blobs.mount(other, 'o/base')).toBeUndefined()
    expect(await blobs.mount(digest, 'o/base')).toBe('mounted')
  })
})

test('a bad moment passes', async () => {
  await using pair = await meetRegistry()
  pair.registry.putBlob('o/base', bytes)
  pair.registry.fail({}, badGateway)
  expect(await pair.client.repository('o/app').blobs.mount(digest, 'o/base')).toBe('mounted')
})
