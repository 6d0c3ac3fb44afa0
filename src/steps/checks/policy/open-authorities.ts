import { describeReference } from '../../../attach/keys/key-reference.ts'
import { parsePublicKey } from '../../../attach/keys/public-key.ts'
import { type Authority, keyAuthority } from '../../../attach/policy/authority.ts'
import type { Environment } from '../../../environment.ts'
import type { VerifyLine } from '../../../github/inputs/parse-verify.ts'
import { InputError, throwAll } from '../../../input-error.ts'
import { readPem } from '../../read/pem.ts'
import { readTrustedRoot } from './trusted-root.ts'

/** Reads the keys and identities in the lines of an input. Throws InputError, or an AggregateError of several. */
export async function openAuthorities(
  input: string,
  lines: readonly VerifyLine[],
  trustedRoot: string,
  environment: Environment
): Promise<readonly Authority[]> {
  const reading = lines.map((line, index) => openAuthority(line, environment, { input, index, trustedRoot }))
  const read = await Promise.allSettled(reading)
  throwAll(read.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : [])))
  return await Promise.all(reading)
}

interface Place {
  readonly input: string
  readonly index: number
  readonly trustedRoot: string
}

async function openAuthority(line: VerifyLine, environment: Environment, place: Place): Promise<Authority> {
  return 'key' in line ? await openKey(line.key, environment, place) : await openIdentity(line, environment, place)
}

async function openIdentity(
  line: Extract<VerifyLine, { readonly identity: string }>,
  environment: Environment,
  { input, index, trustedRoot }: Place
): Promise<Authority> {
  if (trustedRoot === '') {
    throw new InputError(
      input,
      `the identity in entry ${index + 1} needs 'trusted-root': give the file that 'cosign trusted-root create --with-default-services' or 'gh attestation trusted-root' writes`
    )
  }
  const text = await readTrustedRoot(trustedRoot, environment)
  const { parseTrustedRoot } = await import('../../../attach/keyless/trusted-services.ts')
  const { identityAuthority } = await import('../../../attach/policy/identity-authority.ts')
  try {
    return identityAuthority(line, parseTrustedRoot(text))
  } catch (error) {
    throw new InputError('trusted-root', `it ${(error as Error).message}`)
  }
}

async function openKey(key: string, { workspace, log }: Environment, { input, index }: Place): Promise<Authority> {
  const refuse = (problem: string) => new InputError(input, `the key in entry ${index + 1} ${problem}`)
  if (describeReference(key) !== undefined) {
    throw refuse(
      "refers to a key elsewhere, which is not supported: give its public key, which 'cosign public-key' prints"
    )
  }
  const text = await readPem(key, workspace, refuse)
  if (text.includes('PRIVATE KEY')) log.mask(text)
  return keyAuthority(parsePublicKey(text, refuse), `key ${index + 1} of '${input}'`)
}
