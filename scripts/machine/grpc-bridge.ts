import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { request } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { createServer } from 'node:tls'

/** A BuildKit that is reached over TCP, as by buildx's `remote` driver. */
export interface GrpcBridge extends AsyncDisposable {
  /** `tcp://HOST:PORT` */
  readonly endpoint: string
}

/**
 * Makes an engine's BuildKit a remote one, with certificates for both sides from a folder for `DOCKER_CERT_PATH`: the
 * engine speaks gRPC to whoever upgrades a connection to its socket.
 */
export async function bridgeGrpc(socketPath: string, host: string, certificates: string): Promise<GrpcBridge> {
  const read = (name: string) => readFile(join(certificates, name))
  const [ca, cert, key] = await Promise.all([read('ca.pem'), read('localhost.crt'), read('localhost.key')])
  const open = new Set<Duplex>()
  const server = createServer({ ca, cert, key, requestCert: true, ALPNProtocols: ['h2'] }, (from) => {
    open.add(from.on('error', () => undefined))
    // Otherwise a body would follow, in chunks.
    const headers = { connection: 'Upgrade', upgrade: 'h2c', 'content-length': '0' }
    const asked = request({ socketPath, method: 'POST', path: '/grpc', headers, agent: false })
    asked.once('upgrade', (_, onward: Socket, head: Buffer) => {
      open.add(onward.on('error', () => from.destroy()))
      from.write(head)
      from.pipe(onward).pipe(from)
    })
    asked.once('error', () => from.destroy()).end()
  })
  server.on('tlsClientError', () => undefined).listen(0, host)
  await once(server, 'listening')
  return {
    endpoint: `tcp://${host}:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
