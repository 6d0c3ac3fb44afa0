import type { Variables } from '../environment.ts'

/** Variables that are secrets, whoever set them. */
const tokens =
  /^(?:INPUT_(?:PASSWORD|GITHUB-TOKEN)|GITHUB_TOKEN|GH_TOKEN|ACTIONS_(?:RUNTIME|ID_TOKEN_REQUEST)_TOKEN|AWS_(?:SECRET_ACCESS_KEY|SESSION_TOKEN))$/
/** Variables that may be URLs with a password in them. */
const urls = /^(?:INPUT_(?:CONTEXT|BUILD-CONTEXTS|FILE)|(?:https?|all|ftp)_proxy)$/i
/** Inputs whose items are `key=value` with commas between. */
const attributes = /^INPUT_(?:CACHE-FROM|CACHE-TO|OUTPUTS)$/

const secretAttribute = /(?:^|[\s,"])[a-z_]*(?:secret|token|password)[a-z_]*=([^\s,"]+)/gi
/** A password may have an `@` in it that nobody encoded. What follows that of an image is its digest. */
const userinfo = /(?:^|[^\s=,"']*:\/\/)(?<name>[^\s/?#:@]*)(?::(?<password>[^\s/?#]*))?@(?!sha\d+:)/gm
/** A name alone before a host is a token where it is as long as one: `git@` and `x-access-token@` are none. */
const tokenLength = 20

/** The secrets that are in an environment, before anything is read of it. */
export function secretsIn(variables: Variables): readonly string[] {
  return Object.entries(variables).flatMap(([name, value = '']) => {
    if (tokens.test(name)) return [value]
    if (urls.test(name)) return [...value.matchAll(userinfo)].flatMap(({ groups }) => passwordsOf(groups ?? {}))
    return attributes.test(name) ? [...value.matchAll(secretAttribute)].map(([, secret = '']) => secret) : []
  })
}

/** A password as it is written and as it is meant, and what a header makes of it. */
function passwordsOf({ name = '', password }: Readonly<Record<string, string | undefined>>): readonly string[] {
  if (password === undefined) return name.length >= tokenLength ? [name, decoded(name)] : []
  const pair = Buffer.from(`${decoded(name)}:${decoded(password)}`).toString('base64')
  return password === '' ? [] : [password, decoded(password), pair]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
