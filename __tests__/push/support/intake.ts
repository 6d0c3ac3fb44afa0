import { once } from 'node:events'
import * as http from 'node:http'
import { tmpdir } from 'node:os'
import type { Environment } from '../../../src/environment.ts'
import { Receiver } from '../../../src/intake/receive.ts'
import { startSink } from '../../../src/intake/sink/server.ts'
import { Spool } from '../../../src/intake/spool/spool.ts'
import type { Push } from '../../../src/push/push.ts'
import { openPushes, type TargetOptions } from '../../../src/push/targets.ts'
import { testEnvironment } from '../../support/environment.ts'
import { registriesWith, targetOf } from '../../support/publish.ts'
import { begin, finishing } from '../../support/registry/ask.ts'
import { originOf } from '../../support/sink.ts'

export interface Intake extends AsyncDisposable {
  readonly pushes: readonly Push[]
  readonly receiver: Receiver
  readonly spool: Spool
  /** The sink's origin, including its login, and its repository. */
  readonly origin: string
  readonly name: string
  /** The errors that the spool reported. */
  readonly broken: readonly Error[]
}

export interface IntakeOptions extends Partial<TargetOptions> {
  readonly environment?: Environment
  readonly directory?: string
  readonly patience?: number
}

/** A sink that sends blobs on to `host/name:tag` targets, as during a build. */
export async function startIntake(references: readonly string[], options: IntakeOptions = {}): Promise<Intake> {
  const environment = options.environment ?? testEnvironment()
  const { directory = tmpdir(), patience } = options
  const registries = registriesWith(environment)
  const pushes = await openPushes(references.map(targetOf), {
    registries,
    mountFrom: [],
    elapsed: environment.elapsed,
    signal: environment.signal,
    onFailure: () => undefined,
    ...options,
  })
  const broken: Error[] = []
  const spool = new Spool(directory, (error) => broken.push(error))
  const receiver = new Receiver(pushes.contents, spool, patience === undefined ? {} : { timeout: patience })
  const sink = await startSink(receiver)
  return {
    pushes: pushes.all,
    receiver,
    spool,
    origin: originOf(sink),
    name: sink.name,
    broken,
    async [Symbol.asyncDispose]() {
      await sink[Symbol.asyncDispose]()
      await receiver[Symbol.asyncDispose]()
      await pushes[Symbol.asyncDispose]()
      await registries[Symbol.asyncDispose]()
    },
  }
}

/** A PUT to the sink whose body is written in pieces. */
export interface Sending {
  write(piece: Uint8Array): Promise<void>
  /** Ends the body, and returns the response's status. */
  end(): Promise<number | undefined>
  /** Closes the connection. */
  destroy(): void
}

/** Begins to send a blob of `size` bytes with this digest. */
export async function sendTo(
  { origin, name }: Pick<Intake, 'origin' | 'name'>,
  digest: string,
  size: number
): Promise<Sending> {
  const url = finishing(await begin(origin, name), digest)
  const headers = { 'content-length': size, 'content-type': 'application/octet-stream' }
  const request = http.request(url, { method: 'PUT', headers, agent: false })
  const answered = once(request, 'response') as Promise<[http.IncomingMessage]>
  let isOver = false
  answered
    .catch(() => undefined)
    .finally(() => {
      isOver = true
    })
  // The sink may respond before the whole body was sent, and close the connection.
  request.on('error', () => undefined)
  return {
    write: async (piece) => {
      if (!isOver && !request.write(piece)) await Promise.race([once(request, 'drain'), answered])
    },
    end: async () => {
      request.end()
      const [response] = await answered
      response.resume()
      return response.statusCode
    },
    destroy: () => request.destroy(),
  }
}

/** Waits until a condition is met. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2))
}
