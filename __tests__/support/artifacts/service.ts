import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Variables } from '../../../src/environment.ts'
import { encodeJwt } from '../identity/jwt.ts'
import { Listener } from '../registry/listener.ts'
import { ArtifactFaults, type ArtifactMatch, type ArtifactMethod, type ArtifactReply } from './faults.ts'
import { type ArtifactRecord, ArtifactRecords, type Attempt, refusedCall, sha256 } from './records.ts'
import { send } from './send.ts'
import { ArtifactStorage } from './storage.ts'

/** A request, before it is carried out or before its response is sent. */
export interface HeldRequest {
  /** `1` for the first job of the run. */
  readonly job: number
  readonly method: ArtifactMethod
  /** The name of the artifact; empty for a list of all. */
  readonly name: string
  readonly when: 'before' | 'after'
}

interface Job {
  readonly number: number
  readonly id: string
  readonly attempt: Attempt
  readonly token: string
}

type Call = Required<ArtifactMatch> & { readonly carryOut: () => ArtifactReply }

const path = /^\/twirp\/github\.actions\.results\.api\.v1\.ArtifactService\/(\w+)$/
const known: Readonly<Record<string, readonly string[]>> = {
  CreateArtifact: ['name', 'version', 'expires_at', 'mime_type'],
  FinalizeArtifact: ['name', 'size', 'hash'],
  ListArtifacts: ['name_filter', 'id_filter'],
  GetSignedArtifactURL: ['name'],
}

/**
 * The artifact service of one workflow run, and its storage at another origin: actions/toolkit, packages/artifact, and
 * what people report about GitHub's service. It responds to the jobs of the run only.
 */
export class ArtifactService implements AsyncDisposable {
  /** Awaited before every request is carried out, and again before its response is sent. */
  hold: (request: HeldRequest) => Promise<void> | void = () => undefined
  /** Writes fields as other implementations do: `signedUploadUrl`. */
  camelCase = false
  /** `1 CreateArtifact name 200`: the job, the request, the artifact and the status, in the order of their responses. */
  readonly log: string[] = []
  /** What no client should send. */
  readonly objections: string[] = []
  /** The secrets in the signed URLs that it gave. */
  readonly signatures: string[] = []
  readonly storage: ArtifactStorage
  readonly #records = new ArtifactRecords()
  readonly #faults = new ArtifactFaults()
  readonly #jobs: Job[] = []
  readonly #listeners: Listener[] = []
  #attempt: Attempt = { id: randomUUID(), inherits: [] }
  #attempts = 1

  private constructor(now: () => Date) {
    this.storage = new ArtifactStorage(now)
  }

  static async start(now = () => new Date()): Promise<ArtifactService> {
    const service = new ArtifactService(now)
    const listen = (respond: (request: IncomingMessage, response: ServerResponse) => Promise<void>) =>
      Listener.listen(
        {},
        {
          serve: (request, response) => void respond(request, response).catch(() => response.destroy()),
          moved: () => undefined,
          malformed: (sentence) => service.objections.push(sentence),
        }
      )
    service.#listeners.push(await listen((request, response) => service.#serveCall(request, response)))
    service.#listeners.push(await listen((request, response) => service.#serveStorage(request, response)))
    service.storage.origin = service.#listeners[1]?.origin ?? ''
    return service
  }

  get origin(): string {
    return this.#listeners[0]?.origin ?? ''
  }

  /** The variables of the next job in the current attempt of the run. */
  job(): Variables {
    const [id, number] = [randomUUID(), this.#jobs.length + 1]
    const scp = `Actions.GenericRead:1 Actions.Results:${this.#attempt.id}:${id} Actions.UploadArtifacts:1`
    const token = encodeJwt({ typ: 'JWT', alg: 'none' }, { scp, jti: randomUUID() }, () => Buffer.from('signature'))
    this.#jobs.push({ number, id, attempt: this.#attempt, token })
    return {
      ACTIONS_RESULTS_URL: `${this.origin}/`,
      ACTIONS_RUNTIME_TOKEN: token,
      GITHUB_RUN_ID: '1658821493',
      GITHUB_RUN_ATTEMPT: String(this.#attempts),
    }
  }

  /** Begins the next attempt as 'Re-run failed jobs' does, which sees the artifacts of the earlier ones. */
  rerunFailed(): void {
    this.#attempts += 1
    this.#attempt = { id: randomUUID(), inherits: [this.#attempt.id, ...this.#attempt.inherits] }
  }

  /** Begins the next attempt as 'Re-run all jobs' does, which sees no artifacts of the earlier ones. */
  rerunAll(): void {
    this.#attempts += 1
    this.#attempt = { id: randomUUID(), inherits: [] }
  }

  readonly fail: ArtifactFaults['fail'] = (...order) => this.#faults.fail(...order)

  /** All artifacts of the run in the order of their creation, also those that are not finalized. */
  get artifacts(): readonly Readonly<ArtifactRecord>[] {
    return this.#records.all
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#listeners.map((listener) => listener[Symbol.asyncDispose]()))
  }

  async #serveCall(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, method = ''] = path.exec(request.url ?? '') ?? []
    const body = await buffer(request)
    const job = this.#jobs.find(({ token }) => request.headers.authorization === `Bearer ${token}`)
    if (request.method !== 'POST' || !(method in known)) return send(request, response, badRoute)
    if (!job) return send(request, response, refusedCall(401, 'unauthenticated', 'bad token'))
    const fields = this.#fieldsIn(request, method, body)
    const name = String(fields.name ?? fields.name_filter ?? '')
    const call = { job: job.number, method: method as ArtifactMethod, name }
    await this.#respond(request, response, { ...call, carryOut: () => this.#carryOut(method, job, fields) })
  }

  async #serveStorage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = this.storage.read(request)
    const body = await buffer(request)
    if (request.headers.authorization !== undefined) this.objections.push('the storage got an Authorization')
    const { job = 0, record } = asked
    const method: ArtifactMethod = 'method' in asked ? asked.method : request.method === 'GET' ? 'GET blob' : 'PUT blob'
    const carryOut = () => ('method' in asked ? asked.carryOut(body) : asked.refusal)
    await this.#respond(request, response, { job, method, name: record?.name ?? '', carryOut })
  }

  async #respond(request: IncomingMessage, response: ServerResponse, { carryOut, ...call }: Call): Promise<void> {
    await this.hold({ ...call, when: 'before' })
    const fault = this.#faults.take(call)
    const isDone = fault === undefined || fault === 'reset after' || (typeof fault === 'object' && 'after' in fault)
    const reply = isDone ? carryOut() : undefined
    await this.hold({ ...call, when: 'after' })
    const sent = typeof fault === 'object' ? ('after' in fault ? fault.after : fault) : (fault ?? reply)
    const status = typeof sent === 'object' ? sent.status : sent
    this.log.push([call.job, call.method, call.name, status].filter((part) => part !== '').join(' '))
    await send(request, response, sent)
  }

  #fieldsIn({ headers }: IncomingMessage, method: string, body: Buffer): Readonly<Record<string, unknown>> {
    const { workflow_run_backend_id, workflow_job_run_backend_id, ...fields } = JSON.parse(body.toString())
    if (headers['content-type'] !== 'application/json') this.objections.push(`${method} is not JSON`)
    const strange = Object.keys(fields).filter((field) => !known[method]?.includes(field))
    if (strange.length > 0) this.objections.push(`${method} has the fields ${strange.join(', ')}`)
    return { ...fields, workflow_run_backend_id, workflow_job_run_backend_id }
  }

  #carryOut(method: string, job: Job, fields: Readonly<Record<string, unknown>>): ArtifactReply {
    const { attempt } = job
    const visible = this.#records.visibleIn(attempt)
    const isOwn = fields.workflow_run_backend_id === attempt.id && fields.workflow_job_run_backend_id === job.id
    const named = visible.filter(({ name }) => name === fields.name)
    const ofRun = named.filter(({ run }) => run === fields.workflow_run_backend_id)
    if (!isOwn && !(method === 'GetSignedArtifactURL' && ofRun.length > 0)) {
      return refusedCall(404, 'not_found', 'workflow run not found')
    }
    switch (method) {
      case 'CreateArtifact':
        return this.#create(job, fields)
      case 'FinalizeArtifact': {
        const record = this.#records.finalize(attempt, fields)
        return 'status' in record ? record : this.#message({ ok: true, artifact_id: String(record.id) })
      }
      case 'ListArtifacts': {
        const { name_filter = undefined, id_filter = undefined } = fields
        const isNamed = ({ name }: ArtifactRecord) => name_filter === undefined || name_filter === name
        const isListed = ({ id }: ArtifactRecord) => id_filter === undefined || id_filter === String(id)
        const listed = visible.filter((record) => isNamed(record) && isListed(record))
        return this.#message({ artifacts: listed.map((record) => this.#named(describe(record))) })
      }
      default: {
        const record = ofRun.at(-1) ?? named.at(-1)
        if (!record) return refusedCall(404, 'not_found', 'artifact not found')
        return this.#message({ signed_url: this.#sign('r', record, job) })
      }
    }
  }

  #create(job: Job, fields: Readonly<Record<string, unknown>>): ArtifactReply {
    const record = this.#records.create(job.attempt, job.id, fields)
    return 'status' in record ? record : this.#message({ ok: true, signed_upload_url: this.#sign('cw', record, job) })
  }

  #sign(permissions: 'cw' | 'r', record: ArtifactRecord, job: Job): string {
    const url = this.storage.sign(permissions, { record, job: job.number })
    this.signatures.push(new URL(url).searchParams.get('sig') ?? '')
    return url
  }

  #message(fields: object): ArtifactReply {
    return { status: 200, body: this.#named(fields) }
  }

  #named(fields: object): object {
    if (!this.camelCase) return fields
    const camel = (name: string) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [camel(name), value]))
  }
}

const badRoute = refusedCall(404, 'bad_route', 'no handler for path')

function describe({ name, run, job, id, blob = Buffer.alloc(0) }: ArtifactRecord): object {
  return {
    workflow_run_backend_id: run,
    workflow_job_run_backend_id: job,
    database_id: String(id),
    name,
    size: String(blob.length),
    created_at: '2026-11-29T12:00:00Z',
    digest: sha256(blob),
  }
}
