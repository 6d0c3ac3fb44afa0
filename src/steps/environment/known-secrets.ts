import type { Variables } from '../../environment.ts'

/** Variables that are always secret. */
const tokens =
  /^(?:INPUT_(?:PASSWORD|GITHUB-TOKEN|SIGN-PASSWORD)|GITHUB_TOKEN|GH_TOKEN|ACTIONS_(?:RUNTIME|ID_TOKEN_REQUEST)_TOKEN|AWS_(?:SECRET_ACCESS_KEY|SESSION_TOKEN)|AZURE_CLIENT_SECRET|CLOUDSDK_AUTH_ACCESS_TOKEN|GOOGLE_OAUTH_ACCESS_TOKEN)$/
/** Variables that may hold URLs with a password. */
const urls = /^(?:INPUT_(?:CONTEXT|BUILD-CONTEXTS|FILE)|(?:https?|all|ftp)_proxy)$/i
/** Inputs whose items are comma-separated `key=value` pairs. */
const attributes = /^INPUT_(?:CACHE-FROM|CACHE-TO|OUTPUTS|SIGN)$/
/** Variables that may hold private keys. */
const keys = /^INPUT_SIGN(?:-KEY)?$/
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*-----END [A-Z ]*PRIVATE KEY-----/g

/** A value in quotes may contain commas; quotes may also be around several attributes. */
const secretAttribute =
  /(?:^|[\s,"])(?<=(?<quote>"?))[a-z_.-]*(?:secret|token|password)[a-z_.-]*[ \t]*=[ \t]*(?<value>[^\s,"]+)(?=(?<rest>[^"\n]*))/gi
/** Parameters of signed URLs, and of URLs with a token. */
const secretParameter =
  /[?&][\w.-]*(?:token|secret|password|signature|key|(?<![a-z])sig(?![a-z]))[\w.-]*=([^\s&#,"]+)/gi
/** A password may contain an unencoded `@`. In an image reference, `@` precedes the digest. */
const userinfo = /(?:^|[^\s=,"']*:\/\/)(?<name>[^\s/?#:@]*)(?::(?<password>[^\s/?#]*))?@(?!sha\d+:)/gm
/** A username without a password is a token if it is at least this long: `git@` and `x-access-token@` are not. */
const tokenLength = 20

/** The secrets in an environment, before anything else is read from it. */
export function secretsIn(variables: Variables): readonly string[] {
  return Object.entries(variables).flatMap(([name, value = '']) => {
    if (tokens.test(name)) return [value]
    if (urls.test(name)) return [...passwordsIn(value), ...parametersIn(value)]
    // A name with a password is an error, which shows it in lower case.
    if (name === 'INPUT_IMAGES') return [...passwordsIn(value), ...passwordsIn(value.toLowerCase())]
    return [
      ...(attributes.test(name) ? [...attributesIn(value), ...parametersIn(value)] : []),
      ...((keys.test(name) && value.match(privateKey)) || []),
    ]
  })
}

function passwordsIn(text: string): readonly string[] {
  return [...text.matchAll(userinfo)].flatMap(({ groups }) => passwordsOf(groups ?? {}))
}

function parametersIn(text: string): readonly string[] {
  return [...text.matchAll(secretParameter)].flatMap(([, value = '']) => [value, decoded(value)])
}

function attributesIn(text: string): readonly string[] {
  return [...text.matchAll(secretAttribute)].flatMap(({ groups }) => {
    const { quote, value = '', rest }: Partial<Record<string, string>> = groups ?? {}
    return quote && rest ? [value, `${value}${rest}`] : [value]
  })
}

/** A password as written, decoded, and as encoded in a header. */
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
