import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

interface Place {
  readonly host: string
  readonly port: number
}

/** Passes connections to an address of this machine on to another, by default to the same port on loopback. */
export async function forwardPort(
  { host, port }: Place,
  to: Place = { host: '127.0.0.1', port }
): Promise<AsyncDisposable> {
  const open = new Set<Socket>()
  const server = createServer((from) => {
    const onward = connect(to)
    for (const [socket, other] of [
      [from, onward],
      [onward, from],
    ] as const) {
      open.add(socket)
      socket.on('error', () => other.destroy()).on('close', () => open.delete(socket))
      socket.pipe(other)
    }
  })
  server.listen(port, host)
  await once(server, 'listening')
  return {
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
