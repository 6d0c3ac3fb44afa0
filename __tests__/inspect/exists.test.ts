import { describe, expect, test } from 'vitest'
import { image, layer } from '../support/images.ts'
import type { Behaviour } from '../support/registry/behaviour.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { inspect } from './inspected.ts'

// Only a 404 of the registry means that an image does not exist. Everything else is an error, so that nothing is built
// again, skipped or deleted by mistake.

const app = image({ layers: [layer('app')] })

async function stocked(behaviour: Partial<Behaviour> = {}): Promise<TestRegistry> {
  const registry = await startTestRegistry({ behaviour })
  registry.put('acme/app', app, 'v1', 'v2', 'latest')
  return registry
}

const problem = (code: string) => `{"errors":[{"code":"${code}","message":"no"}]}`

describe('an image that does not exist', () => {
  test('is told by a tag that the repository does not have', async () => {
    await using registry = await stocked()
    const { outputs, json, lines, summary } = await inspect({ images: `${registry.host}/acme/app:v9` })
    const name = `${registry.host}/acme/app:v9`
    expect(outputs).toMatchObject({ exists: 'false', image: '', digest: '', platforms: '', size: '', manifest: '' })
    expect(json('json')).toEqual([{ image: name, tag: 'v9', exists: false, missing: 'tag' }])
    expect(lines).toEqual([`${name} does not exist: the repository does not have the tag 'v9'`])
    expect(summary).toContain(`➖ <code>${name}</code>`)
    expect(registry.log).toEqual(['GET manifest v9 404', 'GET tags 200'])
  })

  test('is told by a digest', async () => {
    await using registry = await stocked()
    const name = `${registry.host}/acme/app@sha256:${'0'.repeat(64)}`
    const { outputs, lines } = await inspect({ images: name })
    expect(outputs.exists).toBe('false')
    expect(lines).toEqual([`${name} does not exist: the repository does not have this digest`])
  })

  test.each(['MANIFEST_UNKNOWN', 'NAME_UNKNOWN'])('is told by the repository, whose registry says %s', async (code) => {
    await using registry = await stocked()
    registry.fail({ kind: 'manifest' }, { status: 404, body: problem(code) })
    const name = `${registry.host}/acme/other:v1`
    const { json, lines } = await inspect({ images: name })
    expect(json('json')).toEqual([{ image: name, tag: 'v1', exists: false, missing: 'repository' }])
    expect(lines).toEqual([`${name} does not exist: the registry does not have the repository`])
    expect(registry.log.slice(1)).toEqual(code === 'NAME_UNKNOWN' ? [] : ['GET tags 404'])
  })

  test('is reported although the tags cannot be listed', async () => {
    await using registry = await stocked()
    registry.fail({ kind: 'tags' }, { status: 401, body: problem('UNAUTHORIZED') }, { times: 9 })
    const { outputs, json } = await inspect({ images: `${registry.host}/acme/app:v9` })
    expect([outputs.exists, json('json')[0].missing]).toEqual(['false', 'tag'])
  })

  test('is told by a 404 without an error code if a registry answers', async () => {
    await using registry = await stocked()
    registry.fail({ kind: 'manifest' }, { status: 404, body: '' })
    expect((await inspect({ images: `${registry.host}/acme/app:v1` })).outputs.exists).toBe('false')
    expect(registry.log).toEqual(['GET manifest v1 404', 'GET base 200', 'GET tags 200'])
  })
})

describe('is an error, not an image that does not exist:', () => {
  test.each([
    [401, problem('UNAUTHORIZED'), "was refused: 401 UNAUTHORIZED: no. No credentials for HOST: set 'username'"],
    [403, problem('DENIED'), "was refused: 403 DENIED: no. No credentials for HOST: set 'username'"],
    // Registries that hide what exists: it may exist.
    [403, problem('MANIFEST_UNKNOWN'), 'was refused: 403 MANIFEST_UNKNOWN: no.'],
    [403, problem('NAME_UNKNOWN'), 'was refused: 403 NAME_UNKNOWN: no.'],
    [400, problem('NAME_INVALID'), 'was refused: 400 NAME_INVALID: no.'],
    [405, problem('UNSUPPORTED'), 'was refused: 405 UNSUPPORTED: no.'],
    [410, '', 'failed: 410.'],
    [200, '<html>', 'is not valid JSON'],
    [200, '{}', 'is not a descriptor'],
  ])('%s %s', async (status, body, message) => {
    await using registry = await stocked()
    registry.fail({ kind: 'manifest' }, { status, body }, { times: 20 })
    const name = `${registry.host}/acme/app:v1`
    const { outputs, json, lines, summary } = await inspect({ images: name })
    expect([outputs.exists, outputs.digest]).toEqual(['', ''])
    const expected = message.replace('HOST', registry.host)
    expect(lines).toEqual([expect.stringContaining(`error: ${registry.host}/acme/app: reading tag 'v1' `)])
    expect(lines[0]).toContain(expected)
    expect(json('json')).toEqual([{ image: name, error: lines[0]?.replace('error: ', '') }])
    expect(summary).toContain('❌')
  })

  test('a 404 of a web server that is not a registry', async () => {
    await using registry = await stocked()
    registry.fail({}, { status: 404, body: '<html>Not Found</html>' }, { times: 9 })
    const { outputs, lines } = await inspect({ images: `${registry.host}/acme/app:v1` })
    expect(outputs.exists).toBe('')
    expect(lines).toEqual([
      `error: ${registry.host}/acme/app: reading tag 'v1' failed: 404 Not Found. Check the name: ${registry.host} does not answer as a registry.`,
    ])
  })

  test('a 404 of a place that the registry redirects to', async () => {
    await using elsewhere = await stocked()
    await using registry = await stocked({
      redirect: { methods: ['GET'], to: { origin: elsewhere.origin }, status: 307 },
    })
    elsewhere.fail({}, { status: 404, body: problem('MANIFEST_UNKNOWN') })
    const { outputs, lines } = await inspect({ images: `${registry.host}/acme/app:v1` })
    expect(outputs.exists).toBe('')
    expect(lines[0]).toContain(`the registry sent it to ${elsewhere.origin}: 404 MANIFEST_UNKNOWN`)
  })

  test('a user who may not read it, who is told what to do', async () => {
    await using registry = await stocked()
    registry.authorize({ kind: 'basic', users: { ann: 'secret' } })
    const login = { registry: registry.host, username: 'ann', password: 'secret' }
    registry.fail({ kind: 'manifest' }, { status: 403, body: problem('DENIED') }, { times: 2 })
    const { lines } = await inspect({ images: `${registry.host}/acme/app:v1`, ...login })
    expect(lines.at(-1)).toContain(
      `was refused: 403 DENIED: no. Check that this user may pull from ${registry.host}/acme/app.`
    )
  })
})

test('a registry that is busy for a moment is asked again', async () => {
  await using registry = await stocked()
  registry.fail(
    { kind: 'manifest' },
    { status: 429, body: problem('TOOMANYREQUESTS'), headers: { 'retry-after': '0' } }
  )
  registry.fail({ kind: 'manifest' }, { status: 503 }, { after: 1 })
  expect((await inspect({ images: `${registry.host}/acme/app:v1` })).outputs.exists).toBe('true')
})

test('an image that fails does not keep the others from being reported', async () => {
  await using registry = await stocked()
  registry.fail({ kind: 'manifest', reference: 'v1' }, { status: 403, body: problem('DENIED') })
  const names = ['v1', 'v2', 'v9'].map((tag) => `${registry.host}/acme/app:${tag}`)
  const { json, lines, summary, outputs } = await inspect({ images: names.join('\n') })
  expect(outputs.exists).toBe('')
  expect(json('json')).toMatchObject([
    { image: names[0], error: expect.stringContaining('403 DENIED') },
    { image: names[1], exists: true, digest: app.root.digest },
    { image: names[2], exists: false },
  ])
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['error:', `${names[1]}:`, names[2]])
  expect(['❌', '✅', '➖'].every((mark) => summary.includes(`<td nowrap>${mark} <code>`))).toBe(true)
})

test('credentials are sent where they belong, and the others are read anonymously', async () => {
  await using registry = await stocked()
  await using open = await stocked()
  registry.authorize({ kind: 'basic', users: { ann: 'secret' } })
  const auth = `- { registry: '${registry.host}', username: ann, password: secret }`
  const images = `${registry.host}/acme/app:v1\n${open.host}/acme/app:v1`
  const { json } = await inspect({ images, 'registry-auth': auth })
  expect(json('json').map(({ exists }: { exists: boolean }) => exists)).toEqual([true, true])
  expect(open.entries.filter(({ authorization }) => authorization !== undefined)).toEqual([])
})
