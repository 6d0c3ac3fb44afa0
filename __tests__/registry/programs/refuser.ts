import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { parentPort, workerData } from 'node:worker_threads'

// What is before a registry and takes no large bodies: it says so after a part of one, and closes with the rest unread.
// It has a thread of its own: where both sides share one, each has heard the other before it goes on.

const { limit, tls } = workerData as { limit: number; tls?: { key: string; cert: string } }
const answer = 'HTTP/1.1 413 Request Entity Too Large\r\ncontent-length: 3\r\nconnection: close\r\n\r\n413'

function serve(socket: Socket): void {
  let received = 0
  socket.on('error', () => undefined)
  socket.on('data', (piece) => {
    received += piece.length
    if (received > limit) socket.pause().write(answer, () => socket.destroy())
  })
}

const server = tls ? createTlsServer(tls, serve) : createServer(serve)
server.listen(0, '127.0.0.1')
await once(server, 'listening')
parentPort?.postMessage(server.address())
