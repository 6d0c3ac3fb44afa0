import { createPrivateKey } from 'node:crypto'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFakeDocker } from '../support/fake-docker/fake-docker.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { makeKey } from '../support/sign/keys.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

// Where the keys that sign, and their passwords, must not be found: in arguments, children, files, logs and errors.

const password = 'correct horse battery'
const cipher = { cipher: 'aes-256-cbc', passphrase: password }
const plain = makeKey('Ed25519').privateKey
const encrypted = createPrivateKey(makeKey().privateKey).export({ type: 'pkcs8', format: 'pem', ...cipher }) as string
const bodyOf = (pem: string) => pem.replaceAll(/-----[A-Z ]+-----|\s/g, '')

/** Pieces of the secrets that are long enough to recognize, as they are and in base64. */
const pieces = [password, ...[plain, encrypted].flatMap((pem) => [bodyOf(pem), ...pem.trim().split('\n').slice(1, -1)])]
  .flatMap((text) => [
    text,
    Buffer.from(text)
      .toString('base64')
      .replace(/.{2}=*$/, ''),
  ])
  .map((text) => text.slice(0, 24))

function expectNone(text: string, where: string): void {
  for (const piece of pieces) expect(text.includes(piece), `${where} has ${piece}`).toBe(false)
}

async function expectNoneIn(folder: string): Promise<void> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const file of files.filter((each) => each.isFile())) {
    const path = join(file.parentPath, file.name)
    expectNone((await readFile(path)).toString('latin1'), path)
  }
}

async function publish(workspace: Workspace, changes: Readonly<Record<string, string>>) {
  // A builder that prints whatever it might have got hold of.
  const prints = [plain, encrypted, bodyOf(plain), bodyOf(encrypted), password]
    .flatMap((text) => [text, Buffer.from(text).toString('base64')])
    .join('\n')
  await using docker = await makeFakeDocker({ prints })
  await using registry = await startTestRegistry()
  const inputs = {
    tags: `${registry.host}/acme/app:1`,
    sign: `cosign\n"cosign,""key=${plain}"""`,
    'sign-key': encrypted,
    'sign-password': password,
    ...changes,
  }
  const temp = join(workspace.path, 'temp')
  await mkdir(temp, { recursive: true })
  const result = await runAction(workspace, { from: 'bundle', inputs, variables: docker.variables, temp })
  return { ...result, records: await docker.records(), sent: registry.log.join('\n') }
}

test('keys and passwords are nowhere but in memory', async () => {
  await using workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\n' })
  const { exitCode, log, summary, outputs, state, records, sent } = await publish(workspace, {})
  expect(exitCode, log).toBe(0)
  expect(outputs.signatures?.split('\n')).toHaveLength(2)
  expect(records.length).toBeGreaterThan(0)
  expectNone(JSON.stringify(records), 'a child')
  expectNone(JSON.stringify([summary, outputs, state]), 'what later steps see')
  expectNone(log, 'the log')
  expectNone(sent, 'a request')
  await expectNoneIn(workspace.path)
})

test('errors show nothing of them either', async () => {
  await using workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\n' })
  const changes = [
    { 'sign-password': `${password}!` },
    { 'sign-key': encrypted.slice(0, -60) },
    { 'sign-key': bodyOf(encrypted) },
    { sign: `cosign,${bodyOf(plain)}` },
    { sign: plain },
  ]
  for (const change of changes) {
    const { exitCode, log, summary, state } = await publish(workspace, change)
    expect(exitCode).toBe(1)
    expect(log).toContain("::error::Input 'sign")
    expectNone(JSON.stringify([log, summary, state]), 'an error')
  }
})
