import type { Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import type { buildConnector } from 'undici'

type Dial = buildConnector.connector
type Done = (error?: Error | null) => void

/** Makes connections whose last words are heard. */
export function withLastWords(dial: Dial): Dial {
  return (options, callback) =>
    dial(options, (...[error, socket]) => {
      if (error) callback(error, null)
      else callback(null, hearLastWords(socket))
    })
}

/**
 * Has what arrived on a connection read before it is said that a write failed, since nothing is read from then on. A
 * server that refuses a body answers and closes while we are still sending: the next write fails although the answer is
 * here. (https://www.rfc-editor.org/rfc/rfc9112#section-9.6)
 */
function hearLastWords(socket: Socket): Socket {
  // With TLS 1.3 a server tells what it thinks of our certificate after the handshake, and then closes: to undici the
  // close is the reason, unless the connection ends with the alert.
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

/** Between two checks of the event loop all sockets are read that have something. */
async function afterReading(): Promise<void> {
  await setImmediate()
  await setImmediate()
}
