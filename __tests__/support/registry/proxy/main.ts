import { type FaultProxyOptions, startFaultProxy } from './fault-proxy.ts'
import { startLink } from './link.ts'

// A proxy in a process of its own: node main.ts HOST:PORT '{"delay": 25, "bytesPerSecond": 10000000}'. Prints its own
// host. Without a probability it is a line for TCP, and costs less. Ends with its standard input.

const [upstream = '', json = '{}'] = process.argv.slice(2)
const options = JSON.parse(json) as FaultProxyOptions
await using proxy = options.probability ? await startFaultProxy(upstream, options) : await startLink(upstream, options)
console.log(proxy.host)
for await (const _ of process.stdin);
