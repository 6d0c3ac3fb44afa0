import { expect, test } from 'vitest'
import { image, layer } from '../support/images.ts'
import { publishTo } from '../support/publish.ts'
import { startTestRegistry } from '../support/registry/registry.ts'

const app = image({ layers: [layer('base'), layer('app')] })

test('a new image with one tag goes out with three requests a blob and one for the tag', async () => {
  await using registry = await startTestRegistry()
  const [outcome] = await publishTo([`${registry.host}/o/app:v1`], app)
  expect(outcome?.status).toBe('published')
  console.log(registry.log, registry.unexpected, outcome)
})
