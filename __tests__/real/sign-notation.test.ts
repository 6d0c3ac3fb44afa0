import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { startRegistry } from '../../scripts/machine/registry.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { image, index, layer } from '../support/images.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { createSigningAuthority } from '../support/sign/chain.ts'
import { makeKey, type TestKeyKind } from '../support/sign/keys.ts'
import { useNotation } from '../support/sign/notation.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

// What the bundle signs with a key and its certificates, verified with notation.

const { variables } = inject('engine')
const program = inject('registry')
const notation = needTool(inject('tools'), 'notation')

const amd = image({ layers: [layer('amd64')] })
const app = index([amd])

test.each<TestKeyKind>(['P-256', 'RSA-3072'])(
  'notation verifies an image that is signed with a key: %s',
  async (kind) => {
    await using workspace = await makeWorkspace({ README: 'app' })
    await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-notation-'))
    await using source = await startTestRegistry()
    source.put('o/app', app, '1')
    await using listing = await startTestRegistry()
    await using plain = await startRegistry({ program, tls: true })
    const [ours, others] = await Promise.all(
      ['ours', 'others'].map((name) => createSigningAuthority(join(folder.path, name)))
    )
    const key = makeKey(kind)
    const images = [`${listing.host}/acme/app`, `${plain.host}/acme/app`]
    const inputs = {
      source: `docker://${source.host}/o/app:1`,
      tags: images.map((name) => `${name}:1`).join('\n'),
      'registry-auth': JSON.stringify([{ registry: plain.host, ca: plain.ca }]),
      sign: 'notation',
      'sign-key': key.privateKey,
      'sign-certificate': `${await ours?.issue(key)}${ours?.root}`,
    }
    const { exitCode, log } = await runAction(workspace, { from: 'bundle', inputs, variables })
    expect(exitCode, log).toBe(0)
    const ca = plain.files?.authority
    const trusting = await useNotation(notation, join(folder.path, 'trusting'), ours?.root ?? '', ca)
    const stranger = await useNotation(notation, join(folder.path, 'stranger'), others?.root ?? '', ca)
    const verifyAll = [app, amd].flatMap(({ root: { digest } }) => [
      trusting.verify(`${images[0]}@${digest}`, '--insecure-registry'),
      trusting.verify(`${images[1]}@${digest}`),
    ])
    for (const answer of await Promise.all(verifyAll)) expect(answer).toContain('Successfully verified signature')
    await expect(stranger.verify(`${images[1]}@${app.root.digest}`)).rejects.toThrow('signature verification failed')
  }
)
