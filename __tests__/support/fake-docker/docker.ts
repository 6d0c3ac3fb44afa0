import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { image, index, layer, type TestImage } from '../images.ts'
import { attestation } from '../registry/content/attestation.ts'
import { writeLayout } from '../registry/content/layout.ts'
import type { Instructions, Record } from './instructions.ts'
import { pushLikeBuildah, pushLikeBuildKit } from './push.ts'

// A stand-in for `docker buildx build`: a child process that follows the instructions in FAKE_DOCKER, and records its
// arguments and what it did.

const { env: variables } = process
const file = variables.FAKE_DOCKER ?? ''
const args = process.argv.slice(2)
const instructions = JSON.parse(readFileSync(file, 'utf8')) as Instructions
const sent: string[] = []

function flag(name: string): string | undefined {
  return args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
}

interface Config {
  readonly auths?: { readonly [registry: string]: { readonly auth: string } }
}

function readConfig(): Config | undefined {
  const path = join(variables.DOCKER_CONFIG ?? '', 'config.json')
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Config) : undefined
}

function authorizationFor(name: string): string | undefined {
  const auth = readConfig()?.auths?.[name.split('/')[0] ?? '']?.auth
  return auth && `Basic ${auth}`
}

function note(end: Record['end']): void {
  const files = args.flatMap((arg) => [...arg.matchAll(/^--secret=id=([^,]+),src=(.*)$/g)])
  const record: Record = {
    args,
    variables,
    config: readConfig(),
    secrets: Object.fromEntries(files.map(([, id, path = '']) => [id, readFileSync(path, 'utf8')])),
    sent,
    end,
    parent: process.ppid,
  }
  appendFileSync(`${file}.records`, `${JSON.stringify(record)}\n`)
}

function end(how: Record['end'], exitCode: number): never {
  note(how)
  process.exit(exitCode)
}

function build(name: string): TestImage {
  const app = image({ layers: instructions.layers.map((text) => layer(text)) })
  return instructions.attested
    ? index([app, attestation(app, { name: `${name.replace(/:(?=[^:]*$)/, '@')}?platform=linux%2Famd64` })])
    : app
}

function writeMetadata(built: TestImage, name: string | undefined): void {
  const [config] = built.content
  const fields = {
    'buildx.build.ref': 'default/default/x',
    'containerimage.config.digest': config?.descriptor.digest,
    'containerimage.descriptor': { ...built.root, annotations: { 'config.digest': config?.descriptor.digest } },
    'containerimage.digest': built.root.digest,
    ...(name && { 'image.name': name }),
  }
  writeFileSync(flag('metadata-file') ?? '', JSON.stringify(fields, null, 2))
}

async function deliver(): Promise<void> {
  // The action appends its own output to those of the user.
  const output = args.findLast((arg) => arg.startsWith('--output='))?.slice('--output='.length) ?? ''
  const {
    name: named,
    dest,
    push: pushed,
  } = Object.fromEntries(output.split(',').map((field) => field.split(/=(.*)/s)))
  const name = pushed === 'true' ? named : undefined
  const built = build(named ?? 'local')
  if (dest) await writeLayout(dest, built)
  if (name && instructions.isolated) {
    const [host] = name.split('/')
    process.stderr.write(
      `ERROR: failed to build: failed to solve: failed to push ${name}: dial tcp ${host}: connect: connection refused\n`
    )
    end('failed', 1)
  }
  const push = instructions.manner === 'buildah' ? pushLikeBuildah : pushLikeBuildKit
  if (name) await push(built, name, (digest) => sent.push(digest), authorizationFor(name))
  writeMetadata(built, name)
}

process.on('SIGTERM', () => end('killed', 143))
const [command] = args.filter((arg) => arg !== 'buildx')
if (command === 'info') {
  const status =
    instructions.store === 'classic'
      ? [['Backing Filesystem', 'extfs']]
      : [['driver-type', 'io.containerd.snapshotter.v1']]
  process.stdout.write(`"fake"\n${JSON.stringify(status)}\n`)
  if (!instructions.store) process.exit(0)
  end('done', 0)
}
if (command === 'inspect') {
  process.stdout.write('Status: running\nBuildKit version: v0.0.0\n')
  end('done', 0)
}
if (command === 'create' || command === 'rm' || command === 'context') {
  const failure = command === 'create' ? instructions.creation : undefined
  process.stderr.write(failure ?? '')
  end(failure ? 'failed' : 'done', failure ? 1 : 0)
}
process.stderr.write(`${instructions.prints ?? '#1 [internal] load build definition from Dockerfile'}\n`)
if (instructions.failure) {
  process.stderr.write(instructions.failure.stderr)
  end('failed', instructions.failure.exitCode)
}
if (instructions.cancelled) process.kill(process.ppid, 'SIGINT')
const { ppid: parent } = process
for (let waits = 0; waits < 600 && (instructions.endless || instructions.cancelled); waits++) {
  await new Promise((resolve) => setTimeout(resolve, 100))
  // Nobody else ends it if the step was killed.
  if (process.ppid !== parent) process.exit(1)
}
await deliver()
end('done', 0)
