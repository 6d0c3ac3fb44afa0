import type { Variables } from '../../../src/environment.ts'
import { inventoryKindOf } from '../../../src/inventory/inventories.ts'
import type { Inventory } from '../../../src/inventory/inventory.ts'
import type { InventoryContext } from '../../../src/inventory/inventory-kind.ts'
import { RegistryApi } from '../../../src/inventory/registry-api.ts'
import { parseRepository } from '../../../src/oci/distribution/reference.ts'
import type { Credential } from '../../../src/registry/auth/credential.ts'
import type { Access } from '../../../src/registry/connect.ts'
import { type RecordedLog, testEnvironment } from '../environment.ts'
import type { Internet } from '../identity/internet.ts'
import { impatient, registriesWith } from '../publish.ts'

export interface OpenOptions {
  readonly internet: Internet
  /** What users write in `registry-api`. */
  readonly word?: string
  readonly credential?: Credential
  /** For AWS. */
  readonly call?: NonNullable<Access['call']>
  readonly now?: () => Date
  /** Beside those of the internet. */
  readonly variables?: Variables
}

export interface OpenInventory extends Inventory, AsyncDisposable {
  readonly log: RecordedLog
}

/** Opens the inventory of a repository whose hosts are on the internet of the test, with short retries. */
export async function openInventory(name: string, options: OpenOptions): Promise<OpenInventory> {
  const { internet, word, credential, call, now = () => new Date() } = options
  const variables = { ...internet.variables, ...options.variables }
  const repository = parseRepository(name)
  const words = new Map(word === undefined ? [] : [[repository?.registry ?? '', word]])
  if (!repository) throw new Error(`${name} is not a repository`)
  const environment = testEnvironment({ variables, now })
  const { log, signal } = environment
  const access: Access = { credential: async () => credential, ...(call && { call }) }
  const registries = registriesWith(environment, { accessTo: async () => access })
  const apis: RegistryApi[] = []
  const parts = { where: name, variables, redact: log.redact, now, signal, retry: impatient }
  const context: InventoryContext = {
    ...{ repository, access, variables, log, now, signal },
    registry: await registries.at(repository),
    api(settings) {
      const api = new RegistryApi(settings, parts)
      apis.push(api)
      return api
    },
  }
  const inventory = await inventoryKindOf(repository.registry, variables, words).open(context)
  const { tagRemoval, dropsUnnamed, untag } = inventory
  return {
    log,
    tagRemoval,
    dropsUnnamed,
    list: () => inventory.list(),
    ...(untag && { untag: untag.bind(inventory) }),
    remove: (digest) => inventory.remove(digest),
    async [Symbol.asyncDispose]() {
      await Promise.all([registries, ...apis].map((each) => each[Symbol.asyncDispose]()))
    },
  }
}

/** `GET api.github.com/path 200`: what crossed the wire. */
export function wire({ requests }: Internet): readonly string[] {
  return requests.map(({ method, url, status }) => `${method} ${url.host}${url.pathname}${url.search} ${status}`)
}

/** The hosts to which a secret was sent, in whatever form. */
export function hostsThatGot({ requests }: Internet, secret: string): readonly string[] {
  const forms = [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret)]
  const told = requests.filter(({ url, headers, body }) => {
    const pair = /^Basic (.*)$/.exec(headers.authorization ?? '')?.[1] ?? ''
    const text = [url.href, JSON.stringify(headers), body, Buffer.from(pair, 'base64').toString()].join('\n')
    return forms.some((form) => text.includes(form))
  })
  return [...new Set(told.map(({ url }) => url.host))].toSorted()
}
