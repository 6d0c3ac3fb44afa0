import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'

/** An engine at an address other than loopback, so that images are exported as files. */
export async function farAway({ DOCKER_HOST = '', ...variables }: Readonly<Record<string, string>>) {
  const path = DOCKER_HOST.replace(/^unix:\/\//, '') || '/var/run/docker.sock'
  const server = createServer((near) => {
    const far = connect(path)
    for (const socket of [near, far]) socket.on('error', () => [near, far].map((each) => each.destroy()))
    near.pipe(far).pipe(near)
  })
  server.listen(0, '0.0.0.0')
  await once(server, 'listening')
  return {
    variables: { ...variables, DOCKER_HOST: `tcp://0.0.0.0:${(server.address() as AddressInfo).port}` },
    [Symbol.asyncDispose]: async () => void server.close(),
  }
}
