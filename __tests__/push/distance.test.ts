import { expect, test } from 'vitest'
import type { Outcome } from '../../src/plan/outcome.ts'
import { publish } from '../../src/push/publish.ts'
import { warmUp } from '../../src/push/warm-up.ts'
import { testEnvironment } from '../support/environment.ts'
import { image, index, layer, type TestImage } from '../support/images.ts'
import { sourceOf, unshielded } from '../support/publish.ts'
import { ask } from '../support/registry/ask.ts'
import { attestation } from '../support/registry/content/attestation.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { Tokens } from '../support/registry/tokens.ts'
import { startIntake } from './support/intake.ts'

// A build that finishes before a distant registry has answered.

const layers = Array.from({ length: 6 }, (_, each) => layer(100_000 + each))
const app = image({ layers })
const arm = image({ layers: layers.slice(0, 3), platform: { os: 'linux', architecture: 'arm64' } })
const both = index([app, arm, attestation(app)])

/** Publishes from a builder that asks for all blobs at once, while the warm-up is still running. */
async function publishQuickly(registry: TestRegistry, what: TestImage, verifyContent = false): Promise<Outcome> {
  const environment = testEnvironment()
  await using intake = await startIntake([`${registry.host}/o/app:v1,latest`], { environment, verifyContent })
  const rules = { existing: 'overwrite', immutable: [] } as const
  for (const push of intake.pushes) void warmUp(push, { beforeBuild: true, rules })
  const blobs = `${intake.origin}/v2/${intake.name}/blobs`
  const headers = { 'user-agent': 'buildkit/v0.29' }
  const answers = await Promise.all(what.blobs.map(({ digest }) => ask('HEAD', `${blobs}/${digest}`, { headers })))
  for (const [each, { status }] of answers.entries()) {
    const { digest } = what.blobs[each] as (typeof what.blobs)[number]
    expect(status).toBe(registry.hasBlob('o/app', digest) ? 200 : 404)
  }
  const { log, signal: cancelled } = environment
  const source = sourceOf(what, () => undefined)
  const release = [{ source, pushes: intake.pushes }]
  const outcomes = await publish(release, { ...unshielded, required: 'all', rules, log, cancelled })
  return outcomes[0] as Outcome
}

const distances = [0, 50, 150]

test.each(distances)(
  'sends no more requests for an unchanged image than to a nearby registry (%i ms away)',
  async (delay) => {
    await using registry = await startTestRegistry({ delay, auth: { kind: 'bearer', tokens: new Tokens() } })
    registry.put('o/app', app, 'v1', 'latest')
    const outcome = await publishQuickly(registry, app)
    expect([outcome.status, outcome.traffic.kept.blobs]).toEqual(['published', app.blobs.length])
    // Besides the sign-in: two tags, and the one session that proves the right to push.
    const asked = registry.entries.filter(({ status, route }) => status !== 401 && route.kind !== 'token')
    const methods = Object.groupBy(asked, ({ method }) => method)
    expect(Object.fromEntries(Object.entries(methods).map(([method, all]) => [method, all?.length]))).toMatchObject({
      GET: 1,
      HEAD: 1,
      POST: 1,
    })
    expect([registry.unexpected, registry.sessions]).toEqual([[], []])
  }
)

test.each(distances)('sends one more request for each child of an unchanged index (%i ms away)', async (delay) => {
  await using registry = await startTestRegistry({ delay })
  registry.put('o/app', both, 'v1', 'latest')
  const outcome = await publishQuickly(registry, both)
  expect([outcome.status, outcome.traffic.kept.blobs]).toEqual(['published', both.blobs.length])
  expect([registry.unexpected, registry.sessions]).toEqual([[], []])
  expect(registry.count()).toEqual({ GET: 1 + 3, HEAD: 1, POST: 1, DELETE: 1 })
})

test.each(distances)(
  'asks for each blob if content is verified, and opens no more sessions (%i ms away)',
  async (delay) => {
    await using registry = await startTestRegistry({ delay })
    registry.put('o/app', app, 'v1', 'latest')
    const outcome = await publishQuickly(registry, app, true)
    expect(outcome.status).toBe('published')
    expect([registry.unexpected, registry.sessions]).toEqual([[], []])
    expect(registry.count()).toEqual({ GET: 1, HEAD: 1 + app.blobs.length, POST: 1, DELETE: 1 })
  }
)

test.each(distances)('opens no more sessions for an image with new attestations (%i ms away)', async (delay) => {
  await using registry = await startTestRegistry({ delay })
  registry.put('o/app', both, 'v1', 'latest')
  const again = index([app, arm, attestation(app, { name: 'again' })])
  const outcome = await publishQuickly(registry, again)
  expect([outcome.status, outcome.isEquivalent]).toEqual(['published', true])
  expect(registry.tags('o/app')).toEqual({ v1: both.root.digest, latest: both.root.digest })
  // The new statement is looked up like any blob: the builder does not say that it is one.
  expect(registry.count()).toEqual({ GET: 1 + 3, HEAD: 1 + 1, POST: 1, DELETE: 1 })
})
