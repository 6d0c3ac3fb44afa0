import { generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { claimsIn } from '../../identity/oidc-token.ts'
import { type JsonRecord, recordOf } from '../../json.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import { callService, type ServiceContext } from './services.ts'
import { requestWorkflowToken } from './workflow-identity.ts'

/** A certificate for a key that exists in memory only. */
export interface Certified {
  readonly privateKey: KeyObject
  readonly certificate: X509Certificate
  /** Those of its issuers. */
  readonly authorities: readonly X509Certificate[]
}

/** Milliseconds before a certificate expires at which it is no longer used, since entering a log takes time. */
const margin = 60_000

/** Certificates of Fulcio for this workflow: one for everything that is signed, replaced shortly before it expires. */
export class Certificates {
  readonly #fulcio: URL
  readonly #context: ServiceContext
  #current: Promise<Certified> | undefined

  constructor(fulcio: URL, context: ServiceContext) {
    this.#fulcio = fulcio
    this.#context = context
  }

  /** The latest certificate, if there is one. */
  async last(): Promise<Certified | undefined> {
    return await this.#current
  }

  /** A certificate that is still valid. Throws RegistryError. */
  async get(): Promise<Certified> {
    const held = this.#current
    const certified = await held
    if (certified && certified.certificate.validToDate.getTime() - margin > this.#context.now().getTime()) {
      return certified
    }
    if (this.#current === held) this.#current = this.#request()
    return await (this.#current as Promise<Certified>)
  }

  /** github.com/sigstore/fulcio, fulcio.proto: CreateSigningCertificate */
  async #request(): Promise<Certified> {
    const token = await requestWorkflowToken(this.#context)
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const proof = sign('sha256', Buffer.from(String(claimsIn(token).sub)), privateKey)
    const content = publicKey.export({ type: 'spki', format: 'pem' })
    const { json } = await callService(
      this.#fulcio,
      {
        path: '/api/v2/signingCert',
        purpose: 'request of a certificate',
        body: {
          credentials: { oidcIdentityToken: token },
          publicKeyRequest: {
            publicKey: { algorithm: 'ECDSA', content },
            proofOfPossession: proof.toString('base64'),
          },
        },
      },
      this.#context
    )
    const [certificate, ...authorities] = this.#certificatesIn(json)
    if (!certificate?.checkPrivateKey(privateKey))
      throw this.#failure('the certificate in the response is for another key')
    return { privateKey, certificate, authorities }
  }

  #certificatesIn(json: JsonRecord): readonly X509Certificate[] {
    const { chain } = recordOf(json.signedCertificateEmbeddedSct ?? json.signedCertificateDetachedSct)
    const { certificates } = recordOf(chain)
    try {
      return (certificates as readonly unknown[]).map((pem) => new X509Certificate(String(pem)))
    } catch {
      throw this.#failure('the response has no certificate')
    }
  }

  #failure(reason: string): RegistryError {
    return new RegistryError({ where: this.#fulcio.host, operation: 'request of a certificate', reason })
  }
}
