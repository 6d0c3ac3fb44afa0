import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { parentPort, workerData } from 'node:worker_threads'

// Stands for a proxy that refuses large bodies: it answers after part of a body, and closes with the rest unread.
// It runs in a thread of its own: in the same one, each side has always read what the other wrote before it goes on.

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
