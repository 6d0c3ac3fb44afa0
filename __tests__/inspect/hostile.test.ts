import { describe, expect, test } from 'vitest'
import { blob, image, index, json, layer, manifest, type TestImage } from '../support/images.ts'
import { runInspect } from '../support/inspect/run-inspect.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { inspect } from './inspected.ts'

// An image, and a registry, may hold anything.

const password = 'correct horse battery staple'
const evil = '\n::set-output name=exists::true\n##[command]\u001b[31m<img src=x onerror=alert(1)> @admin | x'
const hostile = image({
  layers: [layer('app')],
  platform: { os: `linux${evil}`, architecture: 'amd64' },
  config: {
    created: `2026${evil} ${password}`,
    config: { Labels: { evil, secret: password, 'ghadelimiter_1\nx<<EOF': 'y' } },
  },
  annotations: { evil },
})

async function stocked(...images: readonly TestImage[]): Promise<TestRegistry> {
  const registry = await startTestRegistry()
  for (const [place, each] of images.entries()) registry.put('acme/app', each, `v${place + 1}`)
  return registry
}

const sorry = async (registry: TestRegistry) => {
  const { lines, outputs } = await inspect({ images: `${registry.host}/acme/app:v1` })
  expect(outputs.exists).toBe('')
  return lines
}

test('what an image says is harmless in the log and in the summary, and exact in the outputs', async () => {
  await using registry = await stocked(hostile)
  registry.authorize({ kind: 'basic', users: { ann: password } })
  const login = { registry: registry.host, username: 'ann', password }
  const { exitCode, log, summary, outputs } = await runInspect({ images: `${registry.host}/acme/app:v1`, ...login })
  expect(exitCode, log).toBe(0)
  expect(log).not.toMatch(/^::set-output|##\[|\p{Cc}\[|correct horse/mu)
  expect(summary).not.toMatch(/<img|(?!\n)\p{Cc}|correct horse|\n::/u)
  expect(summary).toContain('<code>2026 ::set-output name=exists::true ##[command] [31m&lt;img src=x onerror=alert(1)')
  expect(JSON.parse(outputs.labels ?? '')).toEqual({ evil, secret: password, 'ghadelimiter_1\nx<<EOF': 'y' })
  expect(JSON.parse(outputs.annotations ?? '')).toEqual({ evil })
  expect(Object.keys(outputs)).toHaveLength(17)
  expect(outputs.exists).toBe('true')
})

test('the manifest is given byte for byte, whatever line breaks it has', async () => {
  const bytes = Buffer.from(
    `\n${JSON.stringify(JSON.parse(`${Buffer.from(hostile.manifests[0]?.bytes ?? [])}`), null, 3)}\r\n\n`
  )
  await using registry = await stocked(hostile)
  registry.putManifest('acme/app', bytes, hostile.root.mediaType, 'spaced')
  const { outputs } = await inspect({ images: `${registry.host}/acme/app:spaced` })
  expect(outputs.manifest).toBe(bytes.toString())
})

describe('is an error:', () => {
  test('a manifest, or a configuration, with another digest', async () => {
    const [one, other] = [image({ layers: [layer('one')] }), image({ layers: [layer('two')] })]
    await using registry = await stocked(index([one]))
    const put = { status: 200, body: Buffer.from(other.manifests[0]?.bytes ?? []).toString() }
    registry.fail({ kind: 'manifest', digest: one.root.digest }, put)
    expect((await sorry(registry))[0]).toContain(`it sent content that does not match ${one.root.digest}`)

    const [config] = one.content
    const { digest = '', size = 0 } = config?.descriptor ?? {}
    registry.fail({ kind: 'blob', digest }, { status: 200, body: 'x'.repeat(size) })
    expect((await sorry(registry))[0]).toContain(`the configuration ${digest} has other content`)
  })

  test('a configuration that is too large, or not an object', async () => {
    const type = 'application/vnd.oci.image.config.v1+json'
    const { mediaType } = hostile.root
    const large = {
      ...blob(Buffer.from('{}'), type),
      descriptor: { ...blob(Buffer.from('{}'), type).descriptor, size: 5_000_000 },
    }
    await using registry = await stocked(manifest({ mediaType }, large, []))
    expect((await sorry(registry))[0]).toMatch(/is larger than 4194304 bytes, which no image needs$/)
    expect(registry.log.filter((line) => line.includes('blob'))).toEqual([])

    await using other = await stocked(manifest({ mediaType }, blob(Buffer.from('[]'), type), []))
    expect((await sorry(other))[0]).toMatch(/is not a JSON object\. Build the image again$/)
  })

  test('an index that is nested too deep, or contradicts its manifests', async () => {
    const one = image({ layers: [layer('one')] })
    let nested = index([one])
    for (let level = 0; level < 9; level += 1) nested = index([nested], { annotations: { level: `${level}` } })
    await using registry = await stocked(nested)
    expect((await sorry(registry))[0]).toMatch(/is an index that is nested more than 8 deep$/)

    const mediaType = 'application/vnd.docker.distribution.manifest.v2+json'
    const wrong = index([{ ...one, root: { ...one.root, mediaType } }])
    await using other = await stocked(wrong)
    expect((await sorry(other))[0]).toContain(`but its index says ${mediaType}. Build the image again`)
  })

  test('an index of more manifests than are read', async () => {
    const { root } = image({ layers: [layer('one')] })
    const digestOf = (place: number) => `sha256:${place.toString(16).padStart(64, '0')}`
    const manifests = Array.from({ length: 3_000 }, (_, place) => ({ ...root, digest: digestOf(place) }))
    await using registry = await startTestRegistry()
    const bytes = json({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests })
    registry.putManifest('acme/app', bytes, 'application/vnd.oci.image.index.v1+json', 'v1')
    expect((await sorry(registry))[0]).toMatch(/is an index of more than 500 manifests, which is too much to read/)
    expect(registry.log.filter((line) => line.startsWith('GET manifest'))).toEqual(['GET manifest v1 200'])
  })
})
