import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../../scripts/machine/run.ts'

/** cosign as a user of an image runs it. */
export interface Cosign extends AsyncDisposable {
  readonly folder: string
  /** The types of what it verifies with this public key: of signatures, or of attestations of one type. Throws if there are none. */
  verify(image: string, publicKey: string, ...options: readonly string[]): Promise<readonly string[]>
  /** Runs a command that was copied from elsewhere, with this public key in place of cosign.pub. Returns what it prints. */
  copied(command: string, publicKey: string): Promise<string>
  attestations(
    image: string,
    type: string,
    publicKey: string,
    ...options: readonly string[]
  ): Promise<readonly Statement[]>
}

/** The statement in the first line that `cosign verify-attestation` prints. */
export function statementIn(answer: string): Statement {
  const [line = ''] = answer.trim().split('\n')
  const { payload } = JSON.parse(line) as { readonly payload: string }
  return JSON.parse(Buffer.from(payload, 'base64').toString()) as Statement
}

export interface Statement {
  readonly predicateType: string
  readonly predicate: Readonly<Record<string, unknown>>
}

export async function useCosign(program: string, ca?: string): Promise<Cosign> {
  const folder = await mkdtempDisposable(join(tmpdir(), 'manifold-cosign-'))
  const variables = { HOME: folder.path, PATH: process.env.PATH, ...(ca && { SSL_CERT_FILE: ca }) }
  const call = async (command: string, image: string, publicKey: string, options: readonly string[]) => {
    const key = join(folder.path, `${Math.random()}.pub`)
    await writeFile(key, publicKey)
    const args = [command, `--key=${key}`, '--insecure-ignore-tlog', '--allow-http-registry', ...options, image]
    return await run(program, args, { variables, directory: folder.path, timeout: 60_000 })
  }
  return {
    folder: folder.path,
    async verify(image, publicKey, ...options) {
      const found = JSON.parse(await call('verify', image, publicKey, options)) as {
        readonly critical: { readonly type: string }
      }[]
      return found.map(({ critical }) => critical.type)
    },
    async attestations(image, type, publicKey, ...options) {
      const answer = await call('verify-attestation', image, publicKey, [`--type=${type}`, ...options])
      return answer.trim().split('\n').map(statementIn)
    },
    async copied(command, publicKey) {
      const [, name = '', ...args] = command.split(' ')
      const rest = args.filter((arg, index) => arg !== '--key' && args[index - 1] !== '--key')
      return await call(name, rest.pop() ?? '', publicKey, rest)
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}
