import { Keyring, type KeyringOptions } from '../../src/credentials/keyring.ts'
import { testEnvironment } from './environment.ts'

/** A keyring with these credentials in the inputs, and none anywhere else. */
export function keyringWith(given: KeyringOptions['given'], options: Partial<KeyringOptions> = {}): Keyring {
  const { run, log, now, signal } = testEnvironment()
  const { mask, redact } = log
  const job = { token: '', registry: undefined }
  return new Keyring({ given, job, variables: {}, helperVariables: {}, run, mask, redact, now, signal, ...options })
}
