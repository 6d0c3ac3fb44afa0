import { startIntake, until } from '../support/intake.ts'

// A sink in a process of its own, whose blobs go on to these targets: node relay.ts host/name:tag … Prints the place to
// send to as JSON and, once its standard input has ended and all is sent on, what became of it.

await using intake = await startIntake(process.argv.slice(2))
console.log(JSON.stringify({ origin: intake.origin, name: intake.name }))
for await (const _ of process.stdin);
await until(() => intake.spool.size === 0)
console.log(
  JSON.stringify({
    broken: intake.broken.map(({ message }) => message),
    failures: intake.pushes.map(({ failure }) => failure?.message ?? null),
    peakMegabytes: process.resourceUsage().maxRSS / 1000,
  })
)
