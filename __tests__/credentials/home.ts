import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { Keyring, type KeyringOptions } from '../../src/credentials/keyring.ts'
import type { Variables } from '../../src/environment.ts'
import { run } from '../../src/process/run.ts'
import { Redactor } from '../../src/redaction/redactor.ts'
import type { Credential } from '../../src/registry/auth/credential.ts'

/** A user name and password as `auth` in Docker's configuration. */
export const pair = (text: string) => Buffer.from(text).toString('base64')
export const password = (username: string, secret: string): Credential => ({
  kind: 'password',
  username,
  password: secret,
})

/** A home folder with Docker's configuration, and with programs on its PATH. */
export class Home implements AsyncDisposable {
  readonly masked: string[] = []
  readonly #directory: string
  readonly #redactor = new Redactor()

  private constructor(directory: string) {
    this.#directory = directory
  }

  static async make(config?: object | string): Promise<Home> {
    const home = new Home(await mkdtemp(join(tmpdir(), 'home-')))
    await mkdir(join(home.#directory, '.docker'))
    await mkdir(join(home.#directory, 'bin'))
    const text = typeof config === 'string' ? config : JSON.stringify(config)
    if (config !== undefined) await writeFile(join(home.#directory, '.docker', 'config.json'), text)
    return home
  }

  pathOf(path: string): string {
    return join(this.#directory, path)
  }

  /** Writes a file at a path below the home folder. */
  async write(path: string, text: string): Promise<void> {
    const file = join(this.#directory, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }

  /** Installs a credential helper. Its requests are appended to `asked`. */
  async helper(name: string, script: string): Promise<void> {
    const path = join(this.#directory, 'bin', `docker-credential-${name}`)
    const ask = `#!/bin/sh\nprintf '%s ' "$0" "$@" >> "$HOME/asked"\ncat >> "$HOME/asked"\n`
    await writeFile(path, `${ask}${script}\n`)
    await chmod(path, 0o755)
  }

  /** The requests to all helpers. */
  async asked(): Promise<string> {
    const text = await readFile(join(this.#directory, 'asked'), 'utf8').catch(() => '')
    return text.replaceAll(`${join(this.#directory, 'bin')}/docker-credential-`, '')
  }

  keyring(variables: Variables = {}, options: Partial<KeyringOptions> = {}): Keyring {
    const path = [join(this.#directory, 'bin'), '/usr/bin', '/bin'].join(delimiter)
    return new Keyring({
      given: new Map(),
      job: { token: '', registry: 'ghcr.io' },
      variables: { HOME: this.#directory, PATH: path, ...variables },
      helperVariables: { HOME: this.#directory, PATH: path, ...variables },
      run,
      mask: (secret) => {
        this.masked.push(secret)
        this.#redactor.add(secret)
      },
      redact: (text) => this.#redactor.redact(text),
      now: () => new Date(),
      signal: new AbortController().signal,
      ...options,
    })
  }

  /** Finds the credential for a repository, or for any repository of a host. */
  async find(where: string, variables?: Variables, options?: Partial<KeyringOptions>) {
    const [, registry = '', name = 'acme/app'] = /^([^/]*)(?:\/(.*))?$/.exec(where) ?? []
    const { credential } = await this.keyring(variables, options).accessTo({ registry, name })
    return await credential()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true })
  }
}

/** Creates a home folder that is removed after the test. */
export async function makeHome(config?: object | string): Promise<Home> {
  const home = await Home.make(config)
  onTestFinished(() => home[Symbol.asyncDispose]())
  return home
}
