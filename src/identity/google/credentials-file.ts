import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { readText } from '../../disk/regular-file.ts'
import { type JsonRecord, parseRecord, recordOf } from '../../json.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { IdentityContext } from '../identity.ts'
import { type AccessToken, accessTokenIn, type Federation, scope, signInAs } from './access-token.ts'
import { isServiceAccount } from './resource-names.ts'

/** A credentials file, and the variable that names it. */
interface Named {
  readonly path: string
  readonly variable: string
}

/** What is wrong with a credentials file. Shows nothing of its content but hosts. */
type Fail = (problem: string) => RegistryError

const sizeLimit = 256 * 1024
const tokenUrl = 'https://sts.googleapis.com/v1/token'
const keyTokenUrl = 'https://oauth2.googleapis.com/token'
/** Other URLs of the same service, in older keys. */
const keyTokenUrls = new Set([
  keyTokenUrl,
  'https://www.googleapis.com/oauth2/v4/token',
  'https://accounts.google.com/o/oauth2/token',
])
const audiencePattern = /^\/\/iam\.googleapis\.com\/(projects\/\d+\/locations\/global\/[\w./-]{1,200})$/
const impersonationPattern =
  /^https:\/\/iamcredentials\.googleapis\.com\/v1\/projects\/-\/serviceAccounts\/([^/:?#]+):generateAccessToken$/
const subjectTypes = ['jwt', 'id_token'].map((type) => `urn:ietf:params:oauth:token-type:${type}`)

/**
 * Signs in with a file as google-github-actions/auth writes it: google.aip.dev/auth/4117 or, with a key, 4112. Throws
 * RegistryError.
 */
export async function signInByFile({ path, variable }: Named, context: IdentityContext): Promise<AccessToken> {
  const operation = `sign-in with the file in ${variable}`
  const fail: Fail = (reason) => new RegistryError({ where: context.registry, operation, reason })
  const fields = parseRecord(await read(path, fail))
  switch (fields.type) {
    case 'external_account':
      return await signInAs(federationIn(fields, context, fail), context)
    case 'service_account':
      return await signInByKey(fields, context, fail)
    default:
      throw fail(
        "it is neither a service account's key nor the configuration of a workload identity. Sign in with google-github-actions/auth, or set 'workload-identity-provider' in 'registry-auth'"
      )
  }
}

async function read(path: string, fail: Fail): Promise<string> {
  return await readText(path, sizeLimit).catch(({ code, message }: NodeJS.ErrnoException) => {
    const hint = 'actions/checkout deletes it if it runs after google-github-actions/auth'
    throw fail(code === 'ENOENT' ? `the file does not exist: ${hint}` : `it cannot be read: ${code ?? message}`)
  })
}

/** Only Google's own services get a token: the file says where to send it, and somebody else may have written it. */
function federationIn(fields: JsonRecord, context: IdentityContext, fail: Fail): Federation {
  const provider = audiencePattern.exec(String(fields.audience))?.[1]
  const url = fields.service_account_impersonation_url
  const account = url === undefined ? '' : (impersonationPattern.exec(String(url))?.[1] ?? '')
  const type = String(fields.subject_token_type)
  if (fields.token_url !== tokenUrl) throw fail(`its 'token_url' is not ${tokenUrl}`)
  if (url !== undefined && !isServiceAccount(account))
    throw fail("its 'service_account_impersonation_url' is not one of iamcredentials.googleapis.com")
  if (provider === undefined) throw fail("its 'audience' is not a workload identity provider")
  if (!subjectTypes.includes(type)) throw fail(`its 'subject_token_type' has to be one of ${subjectTypes.join(', ')}`)
  return { provider, account, type, subjectToken: subjectTokenIn(recordOf(fields.credential_source), context, fail) }
}

/** The job's OIDC token, or a file. The headers in the file are not used: they hold the token that the job has anyway. */
function subjectTokenIn(source: JsonRecord, { variables, oidcToken, mask }: IdentityContext, fail: Fail) {
  const { url, file } = source
  if (typeof url === 'string' && URL.canParse(url)) {
    const service = variables.ACTIONS_ID_TOKEN_REQUEST_URL
    if (service && new URL(service).origin !== new URL(url).origin)
      throw fail(`its 'credential_source' is at ${new URL(url).host}, which is not the OIDC service of this job`)
    const audience = new URL(url).searchParams.get('audience')
    if (audience) return () => oidcToken(audience)
  }
  if (typeof file !== 'string') throw fail("its 'credential_source' is neither the OIDC service of the job nor a file")
  return async () => {
    const { type, subject_token_field_name: field } = recordOf(source.format)
    const text = await read(file, fail)
    const token = type === 'json' ? parseRecord(text)[String(field)] : text.trim()
    if (typeof token !== 'string' || token === '') throw fail("the file in its 'credential_source' contains no token")
    mask(token)
    return token
  }
}

/** The JWT bearer grant (RFC 7523). */
async function signInByKey(fields: JsonRecord, context: IdentityContext, fail: Fail): Promise<AccessToken> {
  const { client_email: email, private_key: pem, private_key_id: id, token_uri: uri = keyTokenUrl } = fields
  if (typeof pem === 'string') context.mask(pem)
  if (typeof email !== 'string' || !isServiceAccount(email) || typeof pem !== 'string')
    throw fail("it has no 'client_email' and 'private_key'")
  if (!keyTokenUrls.has(String(uri))) throw fail(`its 'token_uri' is not ${keyTokenUrl}`)
  const now = Math.floor(context.now().getTime() / 1000)
  const claims = { iss: email, scope, aud: keyTokenUrl, iat: now, exp: now + 3600 }
  const header = { alg: 'RS256', typ: 'JWT', ...(typeof id === 'string' && { kid: id }) }
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const signature = sign('RSA-SHA256', Buffer.from(signed), keyIn(pem, fail)).toString('base64url')
  const assertion = `${signed}.${signature}`
  context.mask(assertion)
  const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }
  try {
    const response = await context.exchange({
      method: 'POST',
      url: new URL(keyTokenUrl),
      body: new URLSearchParams(grant),
    })
    return accessTokenIn(response, context)
  } catch (error) {
    throw isRefused(error)
      ? new RegistryError({ ...error.failure, advice: `Check that this key of ${email} was not deleted or disabled.` })
      : error
  }
}

function isRefused(error: unknown): error is RegistryError {
  return error instanceof RegistryError && [400, 401].includes(error.status ?? 0) && error.failure.advice === undefined
}

function keyIn(pem: string, fail: Fail): KeyObject {
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'rsa') return key
  } catch {
    // OpenSSL's message says no more.
  }
  throw fail("its 'private_key' is not an RSA key in PEM")
}
