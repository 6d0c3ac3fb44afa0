import { expect, test } from 'vitest'
import { attestedPart, partFor } from '../support/parts.ts'
import { Rounds } from '../support/registry/rounds.ts'
import { startMatrix } from './matrix.ts'

/** The requests of a job, without the names of artifacts. */
const methodsOf = (log: readonly string[], job: number) =>
  log.filter((line) => line.startsWith(`${job} `)).map((line) => line.replace(/^\d+ /, '').replace(/ manifold-\S+/, ''))

test('a part adds two requests at the artifact service after its content; the last one takes the lock, and no more before tags move', async () => {
  await using matrix = await startMatrix(2)
  const { service, one, two } = matrix
  const order: string[] = []
  service.hold = ({ method, when }) => {
    if (when === 'before') order.push(method)
  }
  const note = (registry: typeof one, name: string) =>
    registry.fail(
      {
        method: 'PUT',
        kind: 'manifest',
        name,
        where: ({ route }) => {
          order.push(`manifest ${route.reference?.startsWith('sha256:') ? 'by digest' : 'by tag'}`)
          return false
        },
      },
      'stall'
    )
  note(one, 'o/app')
  note(two, 'p/app')
  await matrix.bring(partFor('linux/amd64'))
  expect(methodsOf(service.log, 1)).toEqual([
    'CreateArtifact 200',
    'PUT block 201',
    'PUT blocklist 201',
    'FinalizeArtifact 200',
    'ListArtifacts 200',
  ])
  order.length = 0
  await matrix.bring(partFor('linux/arm64'))
  // The note is made visible once the part is in both registries.
  const before = order.slice(0, order.indexOf('FinalizeArtifact'))
  expect(before.filter((each) => each === 'manifest by digest')).toHaveLength(2)
  const after = order.slice(order.indexOf('FinalizeArtifact'))
  const serviceBefore = (step: string) =>
    after.slice(0, after.indexOf(step)).filter((each) => !each.startsWith('manifest'))
  // What other jobs note is read for the summary alone: two requests for each, while the index is on its way.
  expect(serviceBefore('manifest by tag').slice(0, 3)).toEqual(['FinalizeArtifact', 'ListArtifacts', 'CreateArtifact'])
  expect(
    serviceBefore('manifest by tag')
      .slice(3)
      .every((each) => /^(?:GetSignedArtifactURL|GET blob)$/.test(each))
  ).toBe(true)
  const ofService = after.filter((each) => !each.startsWith('manifest'))
  expect(ofService).toEqual([
    'FinalizeArtifact',
    'ListArtifacts',
    'CreateArtifact',
    'GetSignedArtifactURL',
    'GET blob',
    'PUT block',
    'PUT blocklist',
    'FinalizeArtifact',
  ])
})

test('the index costs what a new image of present content costs: no blob is asked about or sent', async () => {
  await using matrix = await startMatrix(3)
  const { one, two } = matrix
  const [amd, arm, v7] = [partFor('linux/amd64'), attestedPart('linux/arm64'), partFor('linux/arm/v7')]
  await matrix.bring(amd)
  await matrix.bring(arm, { inputs: { part: 'linux/arm64' } })
  await matrix.bring(v7)
  const root = v7.root.digest
  const after = (registry: typeof one) => {
    const end = registry.entries.findIndex(({ method, path }) => method === 'PUT' && path.endsWith(root))
    return registry.entries.slice(end + 1)
  }
  const kinds = (registry: typeof one) => {
    const groups = Map.groupBy(after(registry), ({ method, route }) => {
      const { reference = '' } = route
      return `${method} ${route.kind}${route.kind === 'manifest' ? (reference.startsWith('sha256:') ? ' by digest' : ' by tag') : ''}`
    })
    return Object.fromEntries([...groups].map(([kind, entries]) => [kind, entries.length]))
  }
  // Three roots and the children of one are read back, with two configurations, and then the index is looked for.
  expect(kinds(one)).toEqual({
    'GET manifest by digest': 5,
    'GET blob': 2,
    'HEAD manifest by digest': 1,
    'PUT manifest by digest': 1,
    'GET manifest by tag': 1,
    'HEAD manifest by tag': 5,
    'PUT manifest by tag': 2,
  })
  expect(kinds(two)).toEqual({
    'HEAD manifest by digest': 4,
    'PUT manifest by digest': 1,
    'GET manifest by tag': 1,
    'HEAD manifest by tag': 5,
    'PUT manifest by tag': 2,
  })
})

test('the index takes as many round trips as a new index of one level does', async () => {
  const rounds = new Rounds()
  await using matrix = await startMatrix(2, { rounds })
  await matrix.bring(partFor('linux/amd64'))
  const last = partFor('linux/arm64')
  await matrix.bring(last)
  const own = matrix.one.entries.find(({ method, path }) => method === 'PUT' && path.endsWith(last.root.digest))
  // Read back: roots and tags, configurations. Then: the index is looked for and written, tags are read, written and read.
  expect(rounds.count - (own?.round ?? 0)).toBeLessThanOrEqual(7)
})
