import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { digestOf } from '../../../src/oci/digest.ts'

// Stands in the place of Trivy 0.74 and Grype 0.121: takes the same arguments, checks the layout that it is given, and
// writes what the real ones wrote for an image with a private key and an old openssl (__tests__/fixtures/scanners).

/** What it does instead, by the name of a variable that the scanner is configured with. */
type Mood = 'clean' | 'crash' | 'garbage' | 'silent' | 'kill' | 'crash on arm64'

const [program = '', ...args] = process.argv.slice(2)
const folder = process.env[`${program.toUpperCase()}_STAND_IN`] ?? ''
const mood = (process.env[`${program.toUpperCase()}_MOOD`] ?? '') as Mood

function argumentAfter(option: string): string {
  const at = args.indexOf(option)
  if (at < 0) throw new Error(`there is no ${option} in ${args.join(' ')}`)
  return args[at + 1] ?? ''
}

const fixture = (ending: string) =>
  readFileSync(join(import.meta.dirname, '../../fixtures/scanners', `${program}.${ending}`), 'utf8')

/** Reads an image as a scanner does, and returns its platform. Throws if anything is missing. */
function readLayout(layout: string): string {
  const read = (digest: string) => {
    const bytes = readFileSync(join(layout, 'blobs', digest.replace(':', '/')))
    if (digestOf(bytes) !== digest) throw new Error(`${digest} is damaged`)
    return bytes
  }
  JSON.parse(readFileSync(join(layout, 'oci-layout'), 'utf8'))
  const { manifests } = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8'))
  if (manifests.length !== 1) throw new Error('the layout must have one image')
  const manifest = JSON.parse(read(manifests[0].digest).toString())
  for (const { digest } of manifest.layers) read(digest)
  const config = JSON.parse(read(manifest.config.digest).toString())
  return `${config.os}/${config.architecture}`
}

/** Without findings, as the scanners write it. */
function cleaned(json: string): string {
  const report = JSON.parse(json)
  return JSON.stringify(program === 'trivy' ? { ...report, Results: [] } : { ...report, matches: [] })
}

function scan(layout: string, json: string): void {
  const platform = readLayout(layout)
  const sees = (path: string) => existsSync(path) && readFileSync(path, 'utf8')
  const docker = sees(join(process.env.DOCKER_CONFIG ?? '', 'config.json'))
  appendFileSync(join(folder, 'records'), `${JSON.stringify({ args, platform, variables: process.env, docker })}\n`)
  console.error(`\u001b[34mINFO\u001b[0m scanning ${layout}`)
  if (mood === 'crash' || mood === `crash on ${platform.split('/')[1]}`) {
    console.error('FATAL the database cannot be downloaded.')
    process.exit(1)
  }
  if (mood === 'kill') process.kill(process.pid, 'SIGKILL')
  if (mood === 'silent') return
  const text = fixture('json').replaceAll('LAYOUT', layout)
  writeFileSync(json, mood === 'garbage' ? '<html>' : mood === 'clean' ? cleaned(text) : text)
}

if (args[0] === '--version') console.log(`Version: the stand-in for ${program}`)
else if (program === 'trivy' && args[0] === 'convert') {
  readFileSync(args.at(-1) ?? '')
  writeFileSync(argumentAfter('--output'), fixture('sarif').replaceAll('LAYOUT', 'the layout'))
} else if (program === 'trivy') {
  if (argumentAfter('--format') !== 'json' || argumentAfter('--exit-code') !== '0') throw new Error('not as expected')
  scan(argumentAfter('--input'), argumentAfter('--output'))
} else {
  const outputs = new Map(args.filter((arg) => /^\w+=/.test(arg)).map((arg) => arg.split('=') as [string, string]))
  const [, layout = ''] = /^oci-dir:(.*)/.exec(args[0] ?? '') ?? []
  scan(layout, outputs.get('json') ?? '')
  writeFileSync(outputs.get('sarif') ?? '', fixture('sarif').replaceAll('LAYOUT', layout))
}
