import { sign, type X509Certificate } from 'node:crypto'
import type { TrustMaterial } from '@sigstore/verify'
import type { JsonRecord } from '../../json.ts'
import type { Claim } from '../claim.ts'
import { bundlePlace, envelopeIn, formatBundle } from '../cosign/bundle.ts'
import { inTotoType, preAuthEncoding } from '../cosign/dsse.ts'
import { checkStatement, formatStatement, signaturePredicate } from '../cosign/in-toto.ts'
import type { Signed, Signer } from '../signer.ts'
import { Certificates, type Certified } from './certificate.ts'
import { type CertifiedIdentity, identityIn } from './certified-identity.ts'
import type { Endpoints } from './endpoints.ts'
import { keylessCommand } from './keyless-command.ts'
import type { ServiceContext } from './services.ts'
import { requestAuthorities, requestTrust, type ServiceTrust } from './trusted-services.ts'
import { type CertifiedBundle, parseCertifiedBundle, verifyWithRoot, verifyWithServices } from './verify-bundle.ts'
import { witness } from './witnesses.ts'
import type { WorkflowClaims } from './workflow-identity.ts'

export interface KeylessOptions {
  readonly endpoints: Endpoints
  readonly claims: WorkflowClaims
  /** The input `trusted-root`; undefined if services are trusted with the keys that they return themselves. */
  readonly trusted: TrustMaterial | undefined
  readonly context: ServiceContext
}

/** Signs with a short-lived certificate for the workflow, and a log entry or a timestamp: a bundle as cosign 3 makes it. */
export class KeylessSigner implements Signer {
  readonly word = 'keyless'
  readonly isPerRepository = false
  readonly #options: KeylessOptions
  readonly #certificates: Certificates
  /** The identity in the latest certificate: a private Fulcio may name workflows differently. */
  #signer: CertifiedIdentity
  #trust: Promise<ServiceTrust> | undefined
  #authorities: Promise<readonly X509Certificate[]> | undefined

  constructor(options: KeylessOptions) {
    this.#options = options
    this.#signer = options.claims
    this.#certificates = new Certificates(options.endpoints.fulcio, options.context)
  }

  get description(): string {
    const { claims, endpoints } = this.#options
    return `keyless (${claims.identity}, ${[endpoints.fulcio, endpoints.rekor, endpoints.timestamp].flatMap((url) => url?.host ?? []).join(', ')})`
  }

  get claims(): JsonRecord {
    return this.#options.claims.all
  }

  placeOf({ predicate }: Pick<Claim, 'predicate'>): ReturnType<typeof bundlePlace> {
    return bundlePlace(predicate)
  }

  async sign(claim: Claim): Promise<Signed> {
    const { endpoints, context, trusted } = this.#options
    const { privateKey, certificate } = await this.#certificates.get()
    this.#signer = identityIn(certificate)
    // Otherwise a service that does not respond would look like an invalid signature.
    if (!trusted) await this.#serviceTrust()
    const payload = Buffer.from(formatStatement(claim))
    const signature = sign('sha256', preAuthEncoding(inTotoType, payload), privateKey)
    const envelope = { payload, payloadType: inTotoType, signature }
    const witnessed = await witness(envelope, certificate, endpoints, context)
    const material = { certificate: { rawBytes: certificate.raw.toString('base64') }, ...witnessed }
    return formatBundle(envelope, material, claim.predicate ?? signaturePredicate)
  }

  async verify({ bytes }: { readonly bytes: Uint8Array }, claim: Claim): Promise<void> {
    const { endpoints, trusted } = this.#options
    const { payload } = envelopeIn(bytes)
    checkStatement(payload.toString('utf8'), claim)
    const bundle = parseCertifiedBundle(bytes)
    const own = await this.#certificates.last()
    const required = { signer: this.#signer, isLogged: endpoints.rekor !== undefined }
    if (trusted) verifyWithRoot(bundle, trusted, required)
    else verifyWithServices(bundle, await this.#serviceTrust(), await this.#authoritiesFor(bundle, own), required)
  }

  commandFor({ predicate }: Pick<Claim, 'predicate'>): string {
    return keylessCommand(predicate, this.#signer, this.#options.endpoints)
  }

  /** The authorities that issued our certificate or, if an earlier run signed, all that Fulcio lists. */
  async #authoritiesFor(
    { certificate }: CertifiedBundle,
    own: Certified | undefined
  ): Promise<readonly X509Certificate[]> {
    if (own?.certificate.raw.equals(certificate.raw)) return own.authorities
    this.#authorities ??= requestAuthorities(this.#options.endpoints, this.#options.context)
    return [...(own?.authorities ?? []), ...(await this.#authorities)]
  }

  #serviceTrust(): Promise<ServiceTrust> {
    this.#trust ??= requestTrust(this.#options.endpoints, this.#options.context)
    return this.#trust
  }
}
