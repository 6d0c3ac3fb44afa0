import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../../../scripts/machine/run.ts'

/** A key pair in PEM: PKCS#8 and SPKI. */
export interface TestKey {
  readonly privateKey: string
  readonly publicKey: string
}

export type TestKeyKind = 'P-256' | 'P-384' | 'P-521' | 'Ed25519' | 'RSA-2048' | 'RSA-3072' | 'RSA-1024' | 'secp256k1'

function pairOf(kind: TestKeyKind): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  if (kind === 'Ed25519') return generateKeyPairSync('ed25519')
  if (kind.startsWith('RSA')) return generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(4)) })
  return generateKeyPairSync('ec', { namedCurve: kind })
}

export function makeKey(kind: TestKeyKind = 'P-256'): TestKey {
  const { privateKey, publicKey } = pairOf(kind)
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }) as string,
  }
}

/** Encrypts a key as cosign does. `cosign` is the program, which works in `folder`. */
export async function encryptForCosign(
  { privateKey, publicKey }: TestKey,
  password: string,
  { cosign, folder }: { readonly cosign: string; readonly folder: string }
): Promise<TestKey> {
  const variables = { HOME: folder, PATH: process.env.PATH, COSIGN_PASSWORD: password }
  const output = join(folder, 'imported')
  await writeFile(`${output}.pem`, privateKey)
  const args = ['import-key-pair', '--yes', `--key=${output}.pem`, `--output-key-prefix=${output}`]
  await run(cosign, args, { variables, directory: folder })
  return { privateKey: await readFile(`${output}.key`, 'utf8'), publicKey }
}
