/** Starts an engine and two registries for manual testing, until Ctrl-C: node scripts/machine/up.ts */
import { once } from 'node:events'
import { startEngine } from './engine.ts'
import { startRegistry } from './registry.ts'
import { findRegistry } from './registry-program.ts'

const progress = (line: string) => console.error(line)
const stopped = Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)))
await using engine = await startEngine({ progress })
const program = await findRegistry(progress, engine)
await using plain = await startRegistry({ program, progress })
const htpasswd = { username: 'manifold', password: 'manifold' }
await using secure = await startRegistry({ program, progress, tls: true, htpasswd })

for (const [name, value] of Object.entries(engine.variables)) console.log(`export ${name}='${value}'`)
console.log(`export PLAIN_REGISTRY='${plain.host}'`)
console.log(`export SECURE_REGISTRY='${secure.host}' # ${htpasswd.username}, ${htpasswd.password}`)
console.log(`export SSL_CERT_FILE='${secure.files?.authority}'`)
progress('Press Ctrl-C to stop and remove everything')
const alive = setInterval(() => undefined, 2 ** 30)
await stopped
clearInterval(alive)
