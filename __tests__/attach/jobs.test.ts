import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startMatrix, tagsOf } from '../parts/matrix.ts'
import { image, layer } from '../support/images.ts'
import { partFor } from '../support/parts.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { makeKey } from '../support/sign/keys.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

// Who signs, and what, in jobs that publish in other ways than one image at a time.

const { privateKey } = makeKey()

/** How many signatures a registry has for an image, by its digest. */
async function signaturesOf({ host }: TestRegistry, name: string, digest: string): Promise<number> {
  const response = await fetch(`http://${host}/v2/${name}/referrers/${digest}`)
  return ((await response.json()) as { manifests: readonly unknown[] }).manifests.length
}

test('with several runners, the job that publishes signs the index and its platforms, once', async () => {
  await using matrix = await startMatrix(2)
  const parts = [partFor('linux/amd64'), partFor('linux/arm64')]
  for (const part of parts) {
    const inputs = { ...(await matrix.inputsFor(part)), sign: 'cosign', 'sign-key': privateKey }
    const { isDone, failure } = await matrix.bring(part, { inputs })
    expect([isDone, failure]).toEqual([true, undefined])
  }
  const [tags] = tagsOf(matrix)
  for (const digest of [tags?.latest ?? '', ...parts.map(({ root }) => root.digest)]) {
    expect(await signaturesOf(matrix.one, 'o/app', digest)).toBe(1)
    expect(await signaturesOf(matrix.two, 'p/app', digest)).toBe(1)
  }
})

test('all images of a mirrored repository are signed', async () => {
  await using from = await startTestRegistry()
  await using to = await startTestRegistry()
  const images = ['one', 'two'].map((name) => image({ layers: [layer(name)] }))
  for (const [place, each] of images.entries()) from.put('o/app', each, `1.${place}`)
  await using workspace = await makeWorkspace({ README: 'app' })
  const inputs = {
    source: `docker://${from.host}/o/app`,
    'all-tags': '*',
    images: `${to.host}/o/app`,
    sign: 'cosign',
    'sign-key': privateKey,
  }
  const { exitCode, log, outputs } = await runAction(workspace, { inputs, variables: { PATH: process.env.PATH } })
  expect(exitCode, log).toBe(0)
  for (const { root } of images) expect(await signaturesOf(to, 'o/app', root.digest)).toBe(1)
  expect(outputs.signatures?.split('\n')).toHaveLength(2)
})

test('none of this code is loaded by a run that does not sign', () => {
  const program = join(import.meta.dirname, '../../dist/program')
  const text = readFileSync(join(program, 'index.js'), 'utf8')
  for (const mark of ['in-toto.io/Statement/v1', 'xsalsa20poly1305', 'io.cncf.notary']) expect(text).not.toContain(mark)
})
