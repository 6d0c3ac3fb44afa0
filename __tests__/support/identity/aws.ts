import { randomBytes, randomUUID } from 'node:crypto'
import { signatureProblem } from './aws-signature.ts'
import type { Internet, StandInRequest, StandInResponse } from './internet.ts'
import { verifyJwt } from './jwt.ts'
import { issuer, type OidcService } from './oidc-service.ts'

/** Who may assume a role, and for how long. */
export interface TrustedRole {
  /** The role is assumed by tokens whose `sub` this is. */
  readonly subject: string
  /** Seconds; by default one hour. */
  readonly maximum?: number
}

interface Principal {
  readonly secretAccessKey: string
  readonly sessionToken?: string
  readonly expiresAt?: Date
  readonly allowed: readonly string[]
}

export interface AwsOptions {
  readonly oidc: OidcService
  readonly roles?: Readonly<Record<string, TrustedRole>>
  /** What roles and users may do; by default what signing in needs, and to create repositories. */
  readonly allowed?: readonly string[]
  /** Whether IAM knows GitHub's OIDC service. */
  readonly knowsIssuer?: boolean
  readonly now?: () => Date
  /** Seconds that a registry's password is valid: 12 hours at ECR. */
  readonly passwordLifetime?: number
}

const usual = [
  'ecr:GetAuthorizationToken',
  'ecr:CreateRepository',
  'ecr-public:GetAuthorizationToken',
  'ecr-public:CreateRepository',
  'sts:GetServiceBearerToken',
]

/** STS, and the APIs of ECR and ECR Public: they verify tokens and signatures, and grant only what was allowed. */
export class AwsStandIn {
  readonly #options: AwsOptions
  readonly #principals = new Map<string, Principal>()
  readonly #passwords = new Map<string, { readonly password: string; readonly expiresAt: Date }>()
  /** `AssumeRoleWithWebIdentity arn:… as GitHubActions`, `ecr:GetAuthorizationToken eu-west-1`, with what was said. */
  readonly calls: string[] = []
  /** The bodies of the calls to ECR. */
  readonly bodies: unknown[] = []
  readonly repositories = new Set<string>()
  /** Everything that must never be seen in a log. */
  readonly secrets: string[] = []
  allowed: readonly string[]
  knowsIssuer: boolean

  constructor(internet: Internet, options: AwsOptions) {
    this.#options = options
    this.allowed = options.allowed ?? usual
    this.knowsIssuer = options.knowsIssuer ?? true
    for (const host of [
      'sts.eu-west-1.amazonaws.com',
      'sts.us-east-1.amazonaws.com',
      'sts.cn-north-1.amazonaws.com.cn',
    ])
      internet.serve(host, (request) => this.#sts(request))
    for (const [host, region] of Object.entries(ecrHosts))
      internet.serve(host, (request) => this.#ecr(request, { service: 'ecr', region }))
    internet.serve('api.ecr-public.us-east-1.amazonaws.com', (request) =>
      this.#ecr(request, { service: 'ecr-public', region: 'us-east-1' })
    )
  }

  /** Creates an access key of a user. */
  addUser(allowed: readonly string[] = this.allowed) {
    return this.#addKeys('AKIA', { allowed })
  }

  /** Creates the keys of a session, as other steps leave them. */
  addSession(expiresAt: Date, allowed: readonly string[] = this.allowed) {
    return this.#addKeys('ASIA', { sessionToken: this.#secret(), expiresAt, allowed })
  }

  /** For the test registry: its only valid user and password. */
  usersOf(service: 'ecr' | 'ecr-public'): Readonly<Record<string, string>> {
    const valid = () => this.#passwordOf(service)
    return {
      get AWS() {
        return valid()
      },
    }
  }

  /** Makes a service forget the password that it gave out. */
  revoke(service: 'ecr' | 'ecr-public'): void {
    this.#passwords.delete(service)
  }

  /** The number of calls that begin so. */
  count(call: string): number {
    return this.calls.filter((each) => each.startsWith(call)).length
  }

  get #now(): Date {
    return this.#options.now?.() ?? new Date()
  }

  #secret(): string {
    const secret = randomBytes(30).toString('base64')
    this.secrets.push(secret)
    return secret
  }

  #addKeys<Details extends Omit<Principal, 'secretAccessKey'>>(kind: 'AKIA' | 'ASIA', details: Details) {
    const accessKeyId = `${kind}${randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase()}`
    const principal = { ...details, secretAccessKey: this.#secret() }
    this.#principals.set(accessKeyId, principal)
    return { ...principal, accessKeyId }
  }

  #passwordOf(service: string): string {
    const { password, expiresAt } = this.#passwords.get(service) ?? {}
    return password !== undefined && expiresAt && expiresAt > this.#now ? password : randomUUID()
  }

  #sts({ method, url, headers, body }: StandInRequest): StandInResponse {
    const form = new URLSearchParams(body)
    const {
      Action,
      Version,
      RoleArn = '',
      RoleSessionName,
      WebIdentityToken = '',
      DurationSeconds = '3600',
      ...more
    } = Object.fromEntries(form)
    const isWell =
      method === 'POST' &&
      url.pathname === '/' &&
      headers['content-type'] === 'application/x-www-form-urlencoded' &&
      headers.authorization === undefined &&
      Action === 'AssumeRoleWithWebIdentity' &&
      Version === '2011-06-15' &&
      /^[\w+=,.@-]{2,64}$/.test(RoleSessionName ?? '') &&
      Object.keys(more).length === 0
    this.calls.push(`${Action} ${RoleArn} as ${RoleSessionName} for ${DurationSeconds}`)
    if (!isWell) return stsError(400, 'ValidationError', 'The request is not valid')
    const problem = this.#objection(RoleArn, WebIdentityToken, Number(DurationSeconds))
    if (problem) return problem
    const expiresAt = new Date(this.#now.getTime() + Number(DurationSeconds) * 1000)
    const keys = this.addSession(expiresAt)
    return { headers: { 'content-type': 'text/xml' }, body: assumed(keys) }
  }

  #objection(arn: string, token: string, duration: number): StandInResponse | undefined {
    const { oidc, roles = {} } = this.#options
    const role = roles[arn]
    if (!this.knowsIssuer) {
      const message = `No OpenIDConnect provider found in your account for ${issuer}`
      return stsError(400, 'InvalidIdentityToken', message)
    }
    let subject: unknown
    try {
      subject = verifyJwt(token, { jwks: oidc.jwks, issuer, audience: 'sts.amazonaws.com', now: this.#now }).sub
    } catch (error) {
      const { message } = error as Error
      if (message === 'it has expired') return stsError(400, 'ExpiredTokenException', 'Token expired')
      return stsError(400, 'InvalidIdentityToken', message.includes('audience') ? 'Incorrect token audience' : message)
    }
    if (subject !== role?.subject)
      return stsError(403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity')
    if (duration > (role?.maximum ?? 3600)) {
      const message = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
      return stsError(400, 'ValidationError', message)
    }
    return undefined
  }

  #ecr(request: StandInRequest, scope: { readonly service: string; readonly region: string }): StandInResponse {
    const { service } = scope
    const [api, action = ''] = (request.headers['x-amz-target'] ?? '').split('.')
    const call = `${service}:${action}`
    this.calls.push(`${call} ${request.url.host}`)
    if (request.headers['content-type'] !== 'application/x-amz-json-1.1' || api !== apis[service])
      return ecrError('UnknownOperationException', '')
    const id = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const problem = this.#refusal(request, { id, call, ...scope })
    if (problem) return ecrError(...problem)
    const fields = JSON.parse(request.body)
    this.bodies.push(fields)
    if (action === 'CreateRepository') return this.#create(fields.repositoryName)
    return this.#authorize(service)
  }

  #refusal(
    request: StandInRequest,
    {
      id,
      call,
      ...scope
    }: { readonly id: string; readonly call: string; readonly service: string; readonly region: string }
  ): readonly [code: string, message: string] | undefined {
    const principal = this.#principals.get(id)
    if (!principal) return ['UnrecognizedClientException', 'The security token included in the request is invalid.']
    const problem = signatureProblem(request, { ...principal, ...scope, now: this.#now })
    if (problem) return problem
    if (principal.expiresAt && principal.expiresAt < this.#now)
      return ['ExpiredTokenException', 'The security token included in the request is expired']
    const needed = call === 'ecr-public:GetAuthorizationToken' ? [call, 'sts:GetServiceBearerToken'] : [call]
    const missing = needed.find((each) => !principal.allowed.includes(each))
    if (!missing) return undefined
    const user = 'arn:aws:sts::123456789012:assumed-role/deploy/GitHubActions'
    return ['AccessDeniedException', `User: ${user} is not authorized to perform: ${missing} on resource: *`]
  }

  #create(name: string): StandInResponse {
    if (this.repositories.has(name)) return ecrError('RepositoryAlreadyExistsException', 'It exists')
    this.repositories.add(name)
    return { body: { repository: { repositoryName: name } } }
  }

  #authorize(service: string): StandInResponse {
    const { passwordLifetime = 12 * 3600 } = this.#options
    const password = randomBytes(90).toString('base64')
    const expiresAt = new Date(this.#now.getTime() + passwordLifetime * 1000)
    this.#passwords.set(service, { password, expiresAt })
    const authorizationToken = Buffer.from(`AWS:${password}`).toString('base64')
    this.secrets.push(password, authorizationToken)
    const data = { authorizationToken, expiresAt: expiresAt.getTime() / 1000 }
    // A client that believed this would send the password elsewhere.
    const endpoint = { proxyEndpoint: 'https://123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.test' }
    return { body: { authorizationData: service === 'ecr' ? [{ ...data, ...endpoint }] : data } }
  }
}

const apis: Readonly<Record<string, string>> = {
  ecr: 'AmazonEC2ContainerRegistry_V20150921',
  'ecr-public': 'SpencerFrontendService',
}

const ecrHosts = {
  'api.ecr.eu-west-1.amazonaws.com': 'eu-west-1',
  'api.ecr.us-east-1.amazonaws.com': 'us-east-1',
  'api.ecr.cn-north-1.amazonaws.com.cn': 'cn-north-1',
  'ecr-fips.us-east-1.amazonaws.com': 'us-east-1',
  'ecr.eu-west-1.api.aws': 'eu-west-1',
}

function stsError(status: number, code: string, message: string): StandInResponse {
  const body = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>
  <RequestId>${randomUUID()}</RequestId></ErrorResponse>`
  return { status, headers: { 'content-type': 'text/xml' }, body }
}

function ecrError(code: string, message: string): StandInResponse {
  const type = { 'content-type': 'application/x-amz-json-1.1' }
  return { status: 400, headers: type, body: JSON.stringify({ __type: `com.amazon.coral.service#${code}`, message }) }
}

function assumed(
  keys: Required<Pick<Principal, 'secretAccessKey' | 'sessionToken' | 'expiresAt'>> & { accessKeyId: string }
) {
  return `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleWithWebIdentityResult>
    <Audience>sts.amazonaws.com</Audience>
    <AssumedRoleUser><AssumedRoleId>AROAEXAMPLE:GitHubActions</AssumedRoleId></AssumedRoleUser>
    <Provider>arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com</Provider>
    <Credentials>
      <AccessKeyId>${keys.accessKeyId}</AccessKeyId>
      <SecretAccessKey>${keys.secretAccessKey}</SecretAccessKey>
      <SessionToken>${keys.sessionToken}</SessionToken>
      <Expiration>${keys.expiresAt.toISOString()}</Expiration>
    </Credentials>
  </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`
}
