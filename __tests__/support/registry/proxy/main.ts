import { type FaultProxyOptions, startFaultProxy } from './fault-proxy.ts'
import { startLink } from './link.ts'

// Runs a proxy in its own process: node main.ts HOST:PORT '{"delay": 25, "bytesPerSecond": 10000000}'. Prints its host.
// Without a probability, it works at the level of TCP, which costs less. Exits when its standard input is closed.

const [upstream = '', json = '{}'] = process.argv.slice(2)
const options = JSON.parse(json) as FaultProxyOptions
await using proxy = options.probability ? await startFaultProxy(upstream, options) : await startLink(upstream, options)
console.log(proxy.host)
for await (const _ of process.stdin);
