import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAttachLines, parseSignLines } from '../../src/github/inputs/parse-sign.ts'
import { InputError } from '../../src/input-error.ts'
import { image, layer } from '../support/images.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { makeKey } from '../support/sign/keys.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

// The inputs for signatures and documents.

const app = image({ layers: [layer('app')] })
const key = makeKey()

describe('lines of sign', () => {
  test('a word, with a key of its own that may have several lines', () => {
    const text = `cosign\n"notation,""key=${key.privateKey}"",certificate=chain.pem"\ncosign, key=a.key , password=x=y`
    expect(parseSignLines(text, 'sign')).toEqual([
      { word: 'cosign' },
      { word: 'notation', key: key.privateKey.trim(), certificate: 'chain.pem' },
      { word: 'cosign', key: 'a.key', password: 'x=y' },
    ])
  })

  test('show nothing that may be secret in an error', () => {
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^[A-Z0-9]{12,40}$/), (text, secret) => {
        for (const line of [secret, `cosign,${secret}`, `cosign,pass=${secret}`, `${text},key=${secret}`]) {
          for (const error of problemsWith(line)) {
            expect(error).toBeInstanceOf(InputError)
            expect(error.message).not.toContain(secret)
          }
        }
      })
    )
  })
})

function problemsWith(line: string): readonly Error[] {
  try {
    parseSignLines(line, 'sign')
    return []
  } catch (error) {
    return error instanceof AggregateError ? error.errors : [error as Error]
  }
}

test('lines of attach name a kind of document, or the URI of a predicate', () => {
  const text =
    'provenance\nscan\ntype=spdxjson,file=a b.json\nfile=x,type=https://example.com/p/v1\ntype=slsaprovenance,file=p'
  const types = parseAttachLines(text, 'attach').map((line) =>
    typeof line === 'string' ? line : [line.kind.predicateType, line.file]
  )
  expect(types).toEqual([
    'provenance',
    'scan',
    ['https://spdx.dev/Document', 'a b.json'],
    ['https://example.com/p/v1', 'x'],
    ['https://slsa.dev/provenance/v0.2', 'p'],
  ])
  for (const wrong of ['sbom', 'type=spdxjson', 'file=x', 'type=word,file=x', 'type=spdx,file=x,name=y']) {
    expect(() => parseAttachLines(wrong, 'attach')).toThrow(InputError)
  }
})

interface Run {
  readonly inputs?: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, string>>
  readonly event?: object
  readonly name?: string
}

async function run(registry: TestRegistry, { inputs = {}, files = {}, ...job }: Run) {
  registry.put('o/app', app, '1')
  await using workspace = await makeWorkspace({ README: 'app', ...files })
  const source = { source: `docker://${registry.host}/o/app:1`, tags: `${registry.host}/acme/app:1` }
  const result = await runAction(workspace, {
    inputs: { ...source, ...inputs },
    variables: { PATH: process.env.PATH },
    ...job,
  })
  const errors = result.log.split('\n').filter((line) => line.startsWith('::error::'))
  const isSent = registry.log.some((line) => /^(POST|PUT|PATCH)/.test(line))
  return { ...result, errors, isSent, notices: result.log.split('\n').filter((line) => line.startsWith('::notice::')) }
}

describe.concurrent('before anything is built or sent', () => {
  test('all problems with keys and documents are reported at once', async () => {
    await using registry = await startTestRegistry()
    const inputs = {
      sign: 'cosign,key=none.key\nnotation',
      'sign-key': 'awskms:///alias/release',
      attach:
        'type=spdxjson,file=bom.json\ntype=cyclonedx,file=none.json\ntype=vex,file=broken.json\ntype=custom,file=marked.json',
    }
    const files = { 'bom.json': '{"bomFormat":"CycloneDX"}', 'broken.json': '{', 'marked.json': '\uFEFF{}' }
    const { exitCode, errors, isSent } = await run(registry, { inputs, files })
    expect([exitCode, isSent]).toEqual([1, false])
    expect(errors).toEqual([
      expect.stringContaining("Input 'sign': the key for 'cosign' names a file that does not exist. Provide PEM"),
      expect.stringContaining("Input 'sign-key': the key refers to a key outside of the workflow ('awskms:…')"),
      expect.stringContaining("Input 'attach': bom.json is not an SPDX document"),
      expect.stringContaining("Input 'attach': none.json does not exist. An earlier step has to write it"),
      expect.stringContaining("Input 'attach': broken.json is not valid JSON"),
      expect.stringContaining("Input 'attach': marked.json begins with a byte order mark"),
    ])
  })

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['an empty key', { sign: 'cosign' }, "Input 'sign-key': the key is empty, but is needed to sign"],
    [
      'a key for nothing',
      { 'sign-key': key.privateKey },
      "Input 'sign-key': it has no effect without 'sign: cosign' or 'sign: notation'",
    ],
    [
      'a password for nothing',
      { 'sign-password': 'p4ss of nothing' },
      "Input 'sign-password': it has no effect without 'sign: cosign' or 'sign: notation'",
    ],
    [
      'a format for nothing',
      { 'sign-format': 'legacy' },
      "Input 'sign-format': it has no effect without 'sign: cosign'",
    ],
    [
      'no certificate',
      { sign: 'notation', 'sign-key': key.privateKey },
      "Input 'sign-certificate': the certificate is missing",
    ],
    [
      'a certificate for nothing',
      { sign: 'cosign', 'sign-key': key.privateKey, 'sign-certificate': 'x.pem' },
      "Input 'sign-certificate': it has no effect without 'sign: notation'",
    ],
    ['unsigned provenance', { attach: 'provenance' }, "Input 'attach': 'provenance' has to be signed"],
  ])('%s is an error', async (_, inputs, message) => {
    await using registry = await startTestRegistry()
    const { errors } = await run(registry, { inputs })
    expect(errors).toContainEqual(expect.stringContaining(message))
  })
})

describe.concurrent('nothing is signed, and no key is read, where nothing is published', () => {
  const inputs = { sign: 'cosign', 'sign-key': '', attach: 'type=spdxjson,file=none.json' }
  const notice = "::notice::Nothing is published, so 'sign' and 'attach' and their keys are not used"

  test.each<[string, Run]>([
    ['push: false', { inputs: { push: 'false' } }],
    ['a dry run', { inputs: { 'dry-run': 'true' } }],
    [
      'a pull request from a fork',
      {
        name: 'pull_request',
        event: {
          pull_request: {
            number: 7,
            head: { sha: '0'.repeat(40), repo: { full_name: 'stranger/app', fork: true } },
            base: { ref: 'main', repo: { full_name: 'acme/app' } },
          },
        },
      },
    ],
  ])('%s', async (_, job) => {
    await using registry = await startTestRegistry()
    const { exitCode, notices, log, isSent } = await run(registry, { ...job, inputs: { ...inputs, ...job.inputs } })
    expect([exitCode, isSent], log).toEqual([0, false])
    expect(notices.filter((line) => line.includes('sign'))).toEqual([notice])
  })
})
