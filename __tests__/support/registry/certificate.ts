import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto'
import { isIPv4 } from 'node:net'
import { bits, explicit, implicit, integer, octets, oid, sequence, set, time, truth, utf8 } from './der.ts'

/** A certificate and its key, in PEM. */
export interface Identity {
  readonly cert: string
  readonly key: string
}

export interface IssueOptions {
  /** The common name, which identifies clients in the log. */
  readonly name?: string
  /** The host names and IPv4 addresses that a server's certificate is valid for. */
  readonly hosts?: readonly string[]
  /** Whether it expired a day ago. */
  readonly expired?: boolean
}

const day = 24 * 60 * 60 * 1000

/** Creates a certificate authority that no system trusts, valid for a day. */
export function makeAuthority(name = 'Test authority'): Identity {
  const keys = newKeys()
  const rights = [
    extension('2.5.29.19', true, sequence(truth(true))),
    extension('2.5.29.15', true, bits(Buffer.of(0x06), 1)),
  ]
  return {
    cert: certificate({ subject: name, issuer: name, keys, signer: keys.privateKey, extensions: rights }),
    key: pem(keys),
  }
}

/** Creates a certificate for a server or a client. */
export function issue(authority: Identity, options: IssueOptions = {}): Identity {
  const { name = 'localhost', hosts = ['127.0.0.1', 'localhost'], expired = false } = options
  const keys = newKeys()
  const names = hosts.map((host) =>
    isIPv4(host) ? implicit(7, Buffer.from(host.split('.').map(Number))) : implicit(2, Buffer.from(host))
  )
  const extensions = [extension('2.5.29.17', false, sequence(...names))]
  const signer = createPrivateKey(authority.key)
  return {
    cert: certificate({ subject: name, issuer: issuerName(authority), keys, signer, extensions, expired }),
    key: pem(keys),
  }
}

function issuerName({ cert }: Identity): string {
  return new X509Certificate(cert).subject.replace(/^CN=/, '')
}

interface Keys {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

interface Parts {
  readonly subject: string
  readonly issuer: string
  readonly keys: Keys
  readonly signer: KeyObject
  readonly extensions: readonly Buffer[]
  readonly expired?: boolean
}

/** RFC 5280, 4.1 */
function certificate({ subject, issuer, keys, signer, extensions, expired = false }: Parts): string {
  const algorithm = sequence(oid('1.2.840.10045.4.3.2'))
  const now = Date.now()
  const validity = sequence(time(new Date(now - 2 * day)), time(new Date(expired ? now - day : now + day)))
  const key = keys.publicKey.export({ type: 'spki', format: 'der' })
  const serial = integer(Buffer.concat([Buffer.of(1), randomBytes(8)]))
  const signed = sequence(
    explicit(0, integer(Buffer.of(2))),
    serial,
    algorithm,
    commonName(issuer),
    validity,
    commonName(subject),
    key,
    explicit(3, sequence(...extensions))
  )
  const whole = sequence(signed, algorithm, bits(sign('sha256', signed, signer), 0))
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

function commonName(name: string): Buffer {
  return sequence(set(sequence(oid('2.5.4.3'), utf8(name))))
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return critical ? sequence(oid(id), truth(true), octets(value)) : sequence(oid(id), octets(value))
}

function newKeys(): Keys {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
}

function pem({ privateKey }: Keys): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}
