import { createHash, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import {
  fulcioHandler,
  type HandlerFn,
  initializeCA,
  initializeCTLog,
  initializeTLog,
  initializeTSA,
  rekorHandler,
  tsaHandler,
} from '@sigstore/mock'

/** A request to one of the services. */
export interface ServiceCall {
  readonly service: 'fulcio' | 'rekor' | 'timestamp'
  /** `POST /api/v1/log/entries` */
  readonly line: string
  readonly headers: string
  readonly body: string
}

/** Sigstore's services on this machine: a certificate authority with its log, a transparency log, and timestamps. */
export interface Sigstore extends AsyncDisposable {
  readonly fulcio: string
  readonly rekor: string
  readonly timestamp: string
  readonly calls: ServiceCall[]
  /** Statuses that a service responds with, one for each request, before it works again. */
  readonly failures: { -readonly [Service in ServiceCall['service']]: number[] }
  /** Whether the log has each entry already: the response to an earlier request was lost. */
  conflicts: boolean
  /** What verifiers trust, as JSON. */
  readonly trustedRoot: string
  /** `POST /api/v1/log/entries` of each call, in order, by service. */
  linesTo(service: ServiceCall['service']): readonly string[]
}

/** The claim that has the identity of certificates: Fulcio makes it of `job_workflow_ref`. */
export const identityClaim = 'certificate_identity'

interface Answer {
  readonly status: number
  readonly body: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

type Answers = Readonly<Record<string, (body: string, authorization?: string) => Answer | Promise<Answer>>>

const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const spki = { type: 'spki', format: 'pem' } as const
const pemOf = (der: ArrayBufferView<ArrayBuffer>) => new X509Certificate(Buffer.from(der.buffer)).toString()

export async function startSigstore(): Promise<Sigstore> {
  const keys = { authority: keyPair(), certificates: keyPair(), log: keyPair(), timestamps: keyPair() }
  const certificates = await initializeCTLog(keys.certificates)
  const authority = await initializeCA(keys.authority, certificates)
  const log = await initializeTLog('http://rekor.test', keys.log)
  const timestamps = await initializeTSA(keys.timestamps)
  // As real ones do, it states whole seconds.
  Object.assign(timestamps, { getCurrentTime: () => new Date(Math.floor(Date.now() / 1000) * 1000) })
  const root = pemOf(authority.rootCertificate)
  const chain = [timestamps.intCertificate, timestamps.rootCertificate].map(pemOf)
  const entered = rekorHandler(log).fn
  const certified = answering(fulcioHandler(authority, { subjectClaim: identityClaim }).fn)
  const calls: ServiceCall[] = []
  const failures: Sigstore['failures'] = { fulcio: [], rekor: [], timestamp: [] }
  const services: Readonly<Record<ServiceCall['service'], Answers>> = {
    fulcio: {
      // As the real one does, and as cosign expects, it answers with 200.
      'POST /api/v2/signingCert': async (body, authorization) => {
        const answer = await certified(withToken(body, authorization))
        return { ...answer, status: answer.status === 201 ? 200 : answer.status }
      },
      'GET /api/v2/trustBundle': () => ({ status: 200, body: JSON.stringify({ chains: [{ certificates: [root] }] }) }),
    },
    rekor: {
      'POST /api/v1/log/entries': async (body) => named(await answering(entered)(JSON.stringify(canonical(body)))),
      'GET /api/v1/log/publicKey': () => ({ status: 200, body: String(keys.log.publicKey.export(spki)) }),
    },
    timestamp: {
      'POST /api/v1/timestamp': answering(tsaHandler(timestamps).fn),
      'GET /api/v1/timestamp/certchain': () => ({ status: 200, body: chain.join('') }),
    },
  }
  const kept = new Map<string, Answer>()
  const answerTo = async (
    { service, line, body }: ServiceCall,
    authorization?: string
  ): Promise<Answer | undefined> => {
    const answer = kept.get(line) ?? (await services[service][line]?.(body, authorization))
    if (!answer || !stand.conflicts || line !== 'POST /api/v1/log/entries') return answer
    const [uuid = ''] = Object.keys(JSON.parse(String(answer.body)))
    kept.set(`GET /api/v1/log/entries/${uuid}`, { ...answer, status: 200 })
    return { status: 409, body: '{"code":409}', headers: { location: `/api/v1/log/entries/${uuid}` } }
  }
  const serve = async (service: ServiceCall['service']) =>
    await listen(async (request, response) => {
      const line = `${request.method} ${request.url}`
      const body = await text(request)
      const call = { service, line, headers: JSON.stringify(request.headers), body }
      calls.push(call)
      const failure = failures[service].shift()
      const answer = failure ? { status: failure, body: '{}' } : await answerTo(call, request.headers.authorization)
      response.writeHead(answer?.status ?? 404, answer?.headers ?? {}).end(answer?.body)
    })
  const servers = { fulcio: await serve('fulcio'), rekor: await serve('rekor'), timestamp: await serve('timestamp') }
  const stand: Sigstore = {
    conflicts: false,
    fulcio: servers.fulcio.url,
    rekor: servers.rekor.url,
    timestamp: servers.timestamp.url,
    calls,
    failures,
    trustedRoot: JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      certificateAuthorities: [authorityOf([authority.rootCertificate])],
      timestampAuthorities: [authorityOf([timestamps.intCertificate, timestamps.rootCertificate])],
      tlogs: [logOf(log.publicKey)],
      ctlogs: [logOf(certificates.publicKey)],
    }),
    linesTo: (service) => calls.filter((call) => call.service === service).map(({ line }) => line),
    async [Symbol.asyncDispose]() {
      for (const { close } of Object.values(servers)) close()
    },
  }
  return stand
}

function answering(handler: HandlerFn): (body: string) => Promise<Answer> {
  return async (body) => {
    const { statusCode, response } = await handler(body)
    if (typeof response === 'string') return { status: statusCode, body: response }
    return { status: statusCode, body: Buffer.from(response.buffer, response.byteOffset, response.byteLength) }
  }
}

/** With the name of an entry, by which cosign finds it in the body. */
function named(answer: Answer): Answer {
  const [uuid = ''] = Object.keys(JSON.parse(String(answer.body)))
  return { ...answer, headers: { etag: uuid, location: `/api/v1/log/entries/${uuid}` } }
}

/** The token may be in a header instead: github.com/sigstore/fulcio, pkg/server/grpc_server.go */
function withToken(body: string, authorization = ''): string {
  const { credentials = { oidcIdentityToken: authorization.replace(/^bearer /i, '') }, ...request } = JSON.parse(body)
  return JSON.stringify({ credentials, ...request })
}

/** What the log keeps of a proposed entry: github.com/sigstore/rekor, pkg/types/dsse/v0.0.1/entry.go */
function canonical(body: string): object {
  const { apiVersion, kind, spec } = JSON.parse(body)
  if (kind === 'hashedrekord') return JSON.parse(body)
  const { envelope, verifiers } = spec.proposedContent
  const { payload, signatures } = JSON.parse(envelope)
  const hashOf = (bytes: string | Buffer) => ({
    algorithm: 'sha256',
    value: createHash('sha256').update(bytes).digest('hex'),
  })
  const [verifier] = verifiers
  return {
    apiVersion,
    kind,
    spec: {
      envelopeHash: hashOf(envelope),
      payloadHash: hashOf(Buffer.from(payload, 'base64')),
      signatures: [{ signature: signatures[0].sig, verifier }],
    },
  }
}

const since = { start: '2020-01-01T00:00:00Z' }

function authorityOf(chain: readonly ArrayBufferView<ArrayBuffer>[]): object {
  const certificates = chain.map((der) => ({ rawBytes: new X509Certificate(pemOf(der)).raw.toString('base64') }))
  const subject = { commonName: 'sigstore', organization: 'sigstore.mock' }
  return { subject, uri: 'http://127.0.0.1', certChain: { certificates }, validFor: since }
}

function logOf(publicKey: Buffer): object {
  const der = createPublicKey({ key: publicKey, format: 'der', type: 'spki' }).export({ type: 'spki', format: 'der' })
  return {
    baseUrl: 'http://rekor.test',
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: der.toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor: since },
    logId: { keyId: createHash('sha256').update(der).digest('base64') },
  }
}

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.writeHead(500).end(error.stack))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}
