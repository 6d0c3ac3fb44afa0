import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { Transport } from '../../src/http/transport.ts'
import { contentOfBytes } from '../../src/oci/blob-content.ts'
import { patient } from '../registry/client.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'
import { randomBytesOf } from '../support/registry/content/random.ts'

const bytes = randomBytesOf(8_000_000, 1)
const authority = makeAuthority()

test.each(['http', 'https'])(
  'reads a refusal that arrives before the end of the upload, even if the connection is closed (%s)',
  async (scheme) => {
    const isSecure = scheme === 'https'
    const program = new URL('../registry/programs/refuser.ts', import.meta.url)
    const worker = new Worker(program, { workerData: { limit: 200_000, ...(isSecure && { tls: issue(authority) }) } })
    const [{ port }] = (await once(worker, 'message')) as [{ port: number }]
    const home = new URL(`${scheme}://127.0.0.1:${port}`)
    const tls = isSecure ? { ca: authority.cert } : {}
    const { signal } = new AbortController()
    const content = contentOfBytes(bytes)
    const body = { size: bytes.length, read: () => content.read(0, bytes.length, signal) }
    const answers: number[] = []
    for (let round = 0; round < 20; round++) {
      await using transport = new Transport({ home, tls, verify: true, variables: {}, timeouts: patient })
      const answer = await transport.request({ method: 'PUT', url: home, headers: {}, body, stores: true, signal })
      answers.push(answer.status)
      await answer.discard()
    }
    await worker.terminate()
    expect(answers).toEqual(Array(20).fill(413))
  }
)
