import { createHash, createHmac } from 'node:crypto'

/** The keys of an IAM user, or those of a session, which expire. */
export interface AwsKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** A request to sign. */
export interface SignableRequest {
  readonly method: string
  readonly url: URL
  /** All of them are signed; the names are in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface SigningScope {
  readonly keys: AwsKeys
  readonly region: string
  /** `ecr` */
  readonly service: string
  readonly date: Date
}

const algorithm = 'AWS4-HMAC-SHA256'

/**
 * The headers that a request is to be sent with, signed: docs.aws.amazon.com/IAM, "AWS Signature Version 4 for API
 * requests". `host` is signed as well, and sent by the HTTP client. The path is signed as it is in the URL: no API that
 * is called here has a path that must be encoded twice.
 */
export function signV4(request: SignableRequest, scope: SigningScope): Readonly<Record<string, string>> {
  const { accessKeyId, sessionToken } = scope.keys
  const time = scope.date.toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const token = sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }
  const headers = { ...request.headers, 'x-amz-date': time, ...token }
  const signed = Object.entries({ ...headers, host: request.url.host }).toSorted(byBytes)
  const names = signed.map(([name]) => name).join(';')
  const lines = signed.map(([name, value]) => `${name}:${value.trim().replaceAll(/ +/g, ' ')}\n`).join('')
  const { method, url, body } = request
  const canonical = [method, url.pathname, queryOf(url), lines, names, hash(body)].join('\n')
  const scopeText = [time.slice(0, 8), scope.region, scope.service, 'aws4_request'].join('/')
  const text = [algorithm, time, scopeText, hash(canonical)].join('\n')
  const signature = hmac(signingKey(scopeText, scope.keys), text).toString('hex')
  const credential = `Credential=${accessKeyId}/${scopeText}, SignedHeaders=${names}, Signature=${signature}`
  return { ...headers, authorization: `${algorithm} ${credential}` }
}

function queryOf({ searchParams }: URL): string {
  const pairs = [...searchParams].map(([name, value]) => [encode(name), encode(value)] as const)
  return pairs
    .toSorted(byBytes)
    .map((pair) => pair.join('='))
    .join('&')
}

/** As AWS wants it: everything but unreserved characters (RFC 3986, 2.3). */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** By name, then by value, whatever the locale. */
function byBytes([name, value]: readonly [string, string], [other, another]: readonly [string, string]): number {
  return compare(name, other) || compare(value, another)
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}

function signingKey(scope: string, { secretAccessKey }: AwsKeys): Buffer {
  return scope.split('/').reduce(hmac, Buffer.from(`AWS4${secretAccessKey}`))
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
