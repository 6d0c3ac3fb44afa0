import { describeReference } from '../../../attach/keys/key-reference.ts'
import { parsePublicKey } from '../../../attach/keys/public-key.ts'
import { type Authority, keyAuthority } from '../../../attach/policy/authority.ts'
import type { Environment } from '../../../environment.ts'
import type { VerifyLine } from '../../../github/inputs/parse-verify.ts'
import { InputError, throwAll } from '../../../input-error.ts'
import { readPem } from '../../read/pem.ts'

/** Reads the keys in the lines of an input. Throws InputError, or an AggregateError of several. */
export async function openAuthorities(
  input: string,
  lines: readonly VerifyLine[],
  environment: Environment
): Promise<readonly Authority[]> {
  const reading = lines.map((line, index) => openAuthority(line, environment, { input, index }))
  const read = await Promise.allSettled(reading)
  throwAll(read.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : [])))
  return await Promise.all(reading)
}

async function openAuthority(
  { key }: VerifyLine,
  { workspace, log }: Environment,
  { input, index }: { readonly input: string; readonly index: number }
): Promise<Authority> {
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
