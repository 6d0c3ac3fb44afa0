import { createInterface } from 'node:readline'
import { type LinkOptions, startLink } from '../../../__tests__/support/registry/proxy/link.ts'

// A line to a registry in a separate process, so that the measuring process does not do its work:
// node line-process.ts HOST:PORT '{"delay": 25, "bytesPerSecond": 25000000}'. Prints its host, and for each line on
// standard input the traffic so far. Exits when standard input is closed.

const [target = '', json = '{}'] = process.argv.slice(2)
await using link = await startLink(target, JSON.parse(json) as LinkOptions)
console.log(link.host)
for await (const _ of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify({ up: link.up.bytes, down: link.down.bytes, connections: link.connections }))
}
