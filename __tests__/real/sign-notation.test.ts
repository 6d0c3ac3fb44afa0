import { createPrivateKey } from 'node:crypto'
import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { startRegistry } from '../../scripts/machine/registry.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { image, index, layer } from '../support/images.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { createSigningAuthority, type SigningAuthority } from '../support/sign/chain.ts'
import { forge } from '../support/sign/forged.ts'
import { makeKey, type TestKey, type TestKeyKind } from '../support/sign/keys.ts'
import { useNotation } from '../support/sign/notation.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

// What the bundle signs with a key and its certificates, verified with notation.

const { variables } = inject('engine')
const program = inject('registry')
const notation = needTool(inject('tools'), 'notation')

const amd = image({ layers: [layer('amd64')] })
const roots = { index: index([amd]), image: amd }
const password = 'open sesame'
const authority = makeAuthority('Acme')

function encrypted({ privateKey }: TestKey): string {
  const options = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: password } as const
  return createPrivateKey(privateKey).export(options) as string
}

/** Every pair of a kind of key, its form, an image, and a registry: with and without lists, with and without TLS. */
test.each<[TestKeyKind, 'PEM' | 'encrypted', keyof typeof roots, 'lists' | 'no lists']>([
  ['P-256', 'PEM', 'index', 'lists'],
  ['P-256', 'encrypted', 'image', 'no lists'],
  ['RSA-3072', 'PEM', 'image', 'lists'],
  ['RSA-3072', 'encrypted', 'index', 'no lists'],
])('notation verifies what is signed with a key: %s, %s, %s, at registries with %s', async (kind, form, shape, api) => {
  await using workspace = await makeWorkspace({ README: 'app' })
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-notation-'))
  await using source = await startTestRegistry()
  source.put('o/app', roots[shape], '1')
  const behaviour = api === 'lists' ? {} : ({ referrers: 404 } as const)
  await using plain = await startTestRegistry({ behaviour })
  await using secure = await (api === 'lists'
    ? startTestRegistry({ tls: issue(authority) })
    : startRegistry({ program, tls: true }))
  const ca = 'ca' in secure ? String(secure.ca) : authority.cert
  const trusted = join(folder.path, 'authority.pem')
  await writeFile(trusted, ca)
  const [ours, others] = (await Promise.all(
    ['ours', 'others'].map((name) => createSigningAuthority(join(folder.path, name)))
  )) as [SigningAuthority, SigningAuthority]
  const key = makeKey(kind)
  const images = [`${plain.host}/acme/app`, `${secure.host}/acme/app`] as const
  const inputs = {
    source: `docker://${source.host}/o/app:1`,
    tags: images.map((name) => `${name}:1`).join('\n'),
    'registry-auth': JSON.stringify([{ registry: secure.host, ca }]),
    sign: 'notation',
    'sign-key': form === 'PEM' ? key.privateKey : encrypted(key),
    'sign-password': form === 'PEM' ? '' : password,
    'sign-certificate': `${await ours.issue(key)}${ours.root}`,
  }
  const { exitCode, log } = await runAction(workspace, { from: 'bundle', inputs, variables })
  expect(exitCode, log).toBe(0)
  const trusting = await useNotation(notation, join(folder.path, 'trusting'), ours.root, trusted)
  const stranger = await useNotation(notation, join(folder.path, 'stranger'), others.root, trusted)
  const { digest } = roots[shape].root
  const verifyAll = [...new Set([digest, amd.root.digest])].flatMap((each) => [
    trusting.verify(`${images[0]}@${each}`, '--insecure-registry'),
    trusting.verify(`${images[1]}@${each}`),
  ])
  for (const answer of await Promise.all(verifyAll)) expect(answer).toContain('Successfully verified signature')
  await expect(stranger.verify(`${images[1]}@${digest}`)).rejects.toThrow('signature verification failed')

  // The signature of another image.
  if (api !== 'lists') return
  const other = image({ layers: [layer('other')] })
  await forge({ registry: plain, name: 'acme/app' }, digest, other)
  const forged = trusting.verify(`${images[0]}@${other.root.digest}`, '--insecure-registry')
  await expect(forged).rejects.toThrow('signature verification failed')
})
