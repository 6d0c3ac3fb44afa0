import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { StandInRequest } from './internet.ts'

interface Expected {
  readonly secretAccessKey: string
  readonly sessionToken?: string
  readonly service: string
  readonly region: string
  readonly now: Date
}

const header =
  /^AWS4-HMAC-SHA256 Credential=[A-Z0-9]+\/\d{8}\/(?<region>[^/]+)\/(?<service>[^/]+)\/aws4_request, SignedHeaders=(?<names>[a-z0-9;-]+), Signature=(?<signature>[0-9a-f]{64})$/
/** Milliseconds by which clocks may differ. */
const skew = 5 * 60_000

/** What AWS would say about the signature of a request as it arrived; undefined if it is valid. */
export function signatureProblem(
  { method, url, headers, body }: StandInRequest,
  { secretAccessKey, sessionToken, service, region, now }: Expected
): readonly [code: string, message: string] | undefined {
  const invalid = (message: string) => ['InvalidSignatureException', message] as const
  const found = header.exec(headers.authorization ?? '')?.groups
  if (!found) return ['IncompleteSignatureException', 'The Authorization header is not valid']
  const { names = '', signature = '' } = found
  const sent = headers['x-amz-date'] ?? ''
  const signed = names.split(';')
  const required = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))]
  if (required.some((name) => !signed.includes(name)) || names !== signed.toSorted().join(';'))
    return invalid("'Host' and all 'x-amz-' headers must be signed")
  if (found.service !== service) return invalid(`Credential should be scoped to correct service: '${service}'.`)
  if (found.region !== region) return invalid(`Credential should be scoped to a valid region, not '${found.region}'.`)
  const late = dateProblem(sent, now)
  if (late) return invalid(late)
  if (sessionToken !== headers['x-amz-security-token'])
    return ['UnrecognizedClientException', 'The security token included in the request is invalid.']
  const right = signatureOf({ method, url, headers, body }, signed, [secretAccessKey, region, service])
  if (timingSafeEqual(right, Buffer.from(signature, 'hex'))) return undefined
  const advice = 'Check your AWS Secret Access Key and signing method.'
  return invalid(`The request signature we calculated does not match the signature you provided. ${advice}`)
}

function dateProblem(sent: string, now: Date): string | undefined {
  const time = Date.parse(sent.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'))
  if (!(now.getTime() - time < skew)) return `Signature expired: ${sent} is now earlier than 5 min ago`
  return time - now.getTime() < skew ? undefined : `Signature not yet current: ${sent} is still later than in 5 min`
}

function signatureOf(
  { method, url, headers, body }: StandInRequest,
  signed: readonly string[],
  [secret, region, service]: readonly [string, string, string]
): Buffer {
  const sent = headers['x-amz-date'] ?? ''
  const lines = signed.map((name) => `${name}:${headers[name]}\n`).join('')
  const canonical = [method, url.pathname, url.search.slice(1), lines, signed.join(';'), sha256(body)].join('\n')
  const scope = [sent.slice(0, 8), region, service, 'aws4_request']
  const key = scope.reduce(hmac, Buffer.from(`AWS4${secret}`))
  return hmac(key, ['AWS4-HMAC-SHA256', sent, scope.join('/'), sha256(canonical)].join('\n'))
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
