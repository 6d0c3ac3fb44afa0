import { createInterface } from 'node:readline'
import { type LinkOptions, startLink } from '../../__tests__/support/registry/proxy/link.ts'

// A line to a registry in a process of its own, so that its work is not done by the one that measures:
// node line-process.ts HOST:PORT '{"delay": 25, "bytesPerSecond": 25000000}'. Prints its own host, and for each line of
// its standard input what has passed so far. Ends with its standard input.

const [target = '', json = '{}'] = process.argv.slice(2)
await using link = await startLink(target, JSON.parse(json) as LinkOptions)
console.log(link.host)
for await (const _ of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify({ up: link.up.bytes, down: link.down.bytes, connections: link.connections }))
}
