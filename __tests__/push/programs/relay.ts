import { startIntake, until } from '../support/intake.ts'

// A sink in its own process that sends blobs on to the given targets: node relay.ts host/name:tag … Prints where to
// push as JSON and, after its standard input was closed and everything was sent on, the outcomes.

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
