import { expect, test } from 'vitest'
import { RemoteRepository } from '../../../src/registry/repository.ts'
import { testEnvironment } from '../../support/environment.ts'
import { accessAs, registriesWith } from '../../support/publish.ts'
import { startTestRegistry } from '../../support/registry/registry.ts'
import { descriptorOf, upload } from '../client.ts'
import { meetRegistry } from '../pair.ts'

const bytes = Buffer.from('a layer')

/** The warnings that are reported when several requests return them. */
async function reportedFor(warnings: readonly string[], redact = (text: string) => text): Promise<readonly string[]> {
  const texts: string[] = []
  await using pair = await meetRegistry({ warnings }, { warned: (text) => texts.push(text), redact })
  const { blobs } = pair.client.repository('o/app')
  await blobs.has(descriptorOf(bytes).digest)
  await upload(pair.client.repository('o/web'), bytes)
  return texts
}

test("reports each text of a registry's warnings once", async () => {
  expect(await reportedFor(['this registry closes on Friday', 'use v3'])).toEqual([
    'this registry closes on Friday',
    'use v3',
  ])
})

test('reports warnings on one line, without secrets, and shortened', async () => {
  const redact = (text: string) => text.replaceAll('hunter2', '***')
  expect(await reportedFor(['a\tb hunter2 "quoted\\"'.replace('"', ''), 'x'.repeat(999)], redact)).toEqual([
    'a b *** quoted"',
    'x'.repeat(300),
  ])
  expect(await reportedFor(Array.from({ length: 50 }, (_, index) => `warning ${index}`))).toHaveLength(10)
})

test('ignores other Warning headers', async () => {
  const texts: string[] = []
  await using pair = await meetRegistry({}, { warned: (text) => texts.push(text) })
  const warning = ['110 - "stale"', '299 proxy "not the registry"', '299 - unquoted', '299 - "one", 299 - "two"']
  pair.registry.fail({}, { status: 404, headers: { warning } })
  await pair.client.repository('o/app').blobs.has(descriptorOf(bytes).digest)
  expect(texts).toEqual(['one', 'two'])
})

test("logs a warning with the registry's name, and not as a workflow command", async () => {
  await using registry = await startTestRegistry({ behaviour: { warnings: ['::error::owned'] } })
  const environment = testEnvironment()
  const repository = { registry: registry.host, name: 'o/app' }
  await using registries = registriesWith(environment, { accessTo: accessAs() })
  const connected = await registries.at(repository)
  const { blobs } = new RemoteRepository(connected, repository)
  await blobs.has(descriptorOf(bytes).digest)
  await blobs.has(descriptorOf(bytes).digest)
  expect(environment.log.lines).toEqual([`${registry.host} warns: ::error::owned`])
})
