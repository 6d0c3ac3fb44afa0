import type { Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import type { buildConnector } from 'undici'

type Dial = buildConnector.connector
type Done = (error?: Error | null) => void

/** Makes connections on which a response that arrived before a failed write is still read. */
export function withLastWords(dial: Dial): Dial {
  return (options, callback) =>
    dial(options, (...[error, socket]) => {
      if (error) callback(error, null)
      else callback(null, hearLastWords(socket))
    })
}

/**
 * Delays write errors until everything that arrived on the connection was read, since nothing is read after an error. A
 * server that refuses a body responds and closes while we are still sending: the next write fails although the response
 * has arrived. (https://www.rfc-editor.org/rfc/rfc9112#section-9.6)
 */
function hearLastWords(socket: Socket): Socket {
  // With TLS 1.3 a server rejects a client certificate after the handshake, and then closes the connection: undici
  // reports the close, unless the socket is destroyed with the alert.
  socket.once('error', (error) => socket.destroy(error))
  const write = socket._write.bind(socket)
  const writev = socket._writev?.bind(socket)
  socket._write = (chunk, encoding, done) => write(chunk, encoding, lateIfFailed(done))
  if (writev) socket._writev = (chunks, done) => writev(chunks, lateIfFailed(done))
  return socket
}

function lateIfFailed(done: Done): Done {
  return (error) => {
    if (error) void afterReading().then(() => done(error))
    else done()
  }
}

/** Between two check phases of the event loop, every readable socket is read. */
async function afterReading(): Promise<void> {
  await setImmediate()
  await setImmediate()
}
