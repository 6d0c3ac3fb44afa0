/**
 * Adds to package-lock.json the optional packages of other platforms that npm omits (npm/cli#4828), so that `npm ci`
 * accepts the lock file everywhere. Run it after changing dependencies: node scripts/complete-lock.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'

interface Entry {
  version?: string
  optional?: boolean
  dev?: boolean
  os?: string[]
  cpu?: string[]
  optionalDependencies?: Record<string, string>
}

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'aix',
  'win32',
  'win',
  'wasi',
]
const processors = ['arm64', 'arm', 'x64', 'x86', 'ia32', 'riscv64', 'ppc64', 's390x', 'loong64', 'mips64el', 'wasm32']
const nodeNames: Record<string, string> = { win: 'win32', x86: 'ia32' }

/** The platform of a package, derived from its name, as npm's `os` and `cpu` fields. */
function platformOf(name: string): Pick<Entry, 'os' | 'cpu'> {
  const words = name.split(/[/-]/)
  const found = (known: string[]) => known.filter((word) => words.includes(word)).map((word) => nodeNames[word] ?? word)
  return { os: found(systems), cpu: found(processors) }
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Entry> }
for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`
    if (lock.packages[path] || !/^\d/.test(version)) continue
    lock.packages[path] = { version, ...(entry.dev && { dev: true }), optional: true, ...platformOf(name) }
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1))
writeFileSync('package-lock.json', `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`)
