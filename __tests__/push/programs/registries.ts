import { startTestRegistry } from '../../support/registry/registry.ts'

// Starts registries in their own process, which store no blobs: node registries.ts 3. Prints their hosts as JSON
// and, after its standard input was closed, the digests of the blobs that each has received.

const registries = await Promise.all(
  Array.from({ length: Number(process.argv[2]) }, () => startTestRegistry({ keepBlobs: false }))
)
console.log(JSON.stringify(registries.map(({ host }) => host)))
for await (const _ of process.stdin);
const received = registries.map(({ entries }) =>
  entries.filter(({ method, status }) => method === 'PUT' && status === 201).map(({ route }) => route.digest)
)
console.log(JSON.stringify(received))
process.exit()
