import { once } from 'node:events'
import { connect, isIP } from 'node:net'

/**
 * The IP address of this machine that a TCP connection to `host` and `port` comes from, which is where that host reaches
 * this machine if nothing translates addresses in between. Undefined if no connection is made within `patience`
 * milliseconds.
 */
export async function localAddressTo(host: string, port: number, patience = 3_000): Promise<string | undefined> {
  const socket = connect({ host, port })
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(patience) })
    const { localAddress = '' } = socket
    const address = localAddress.replace(/^::ffff:(?=[\d.]+$)/i, '')
    return isIP(address) ? address : undefined
  } catch {
    return undefined
  } finally {
    socket.destroy()
  }
}
