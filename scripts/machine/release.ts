import { access, readFile } from 'node:fs/promises'
import { findOnPath, run } from './run.ts'

/** The Debian or Ubuntu release that this machine runs. */
export interface Release {
  readonly id: 'debian' | 'ubuntu'
  readonly version: string
  readonly codename: string
}

/** Lines for a sources.list. */
export interface Sources {
  readonly release: readonly string[]
  /** From the same mirror; empty for Ubuntu, which has no such suite. */
  readonly testing: readonly string[]
}

/** Undefined on any other system, where nothing can be unpacked. */
export async function findRelease(): Promise<Release | undefined> {
  if (process.platform !== 'linux' || !(await findOnPath('apt-get'))) return undefined
  const { ID: id, VERSION_CODENAME: codename = '', VERSION_ID: version } = parseSystem(await readSystem())
  return id === 'debian' || id === 'ubuntu' ? { id, version: version ?? codename, codename } : undefined
}

/** Parses os-release(5). */
export function parseSystem(text: string): Readonly<Record<string, string>> {
  const lines = text.matchAll(/^(\w+)=(["']?)(.*)\2$/gm)
  return Object.fromEntries([...lines].map(([, name = '', , value = '']) => [name, value]))
}

/** Takes the mirror's address from the machine's own apt configuration. */
export async function findSources({ id, codename }: Release): Promise<Sources> {
  const architecture = (await run('dpkg', ['--print-architecture'])).trim()
  const format = '$(REPO_URI) $(RELEASE) $(COMPONENT) $(ARCHITECTURE)'
  const targets = await run('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'])
  const archive = parseTargets(targets, codename, architecture)
  if (!archive) throw new Error(`apt's sources on this machine do not include a mirror of ${id}`)
  const options = await sourceOptions(id, architecture)
  const source = (suite: string, components: string) => `deb ${options} ${archive.uri} ${suite} ${components}`
  return {
    release: [...archive.suites].map(([suite, components]) => source(suite, components.join(' '))),
    testing: id === 'debian' ? [source('testing', 'main')] : [],
  }
}

/** A mirror, and its suites with their components. */
interface Archive {
  readonly uri: string
  readonly suites: ReadonlyMap<string, readonly string[]>
}

/** Parses the output of `apt-get indextargets`, which understands every format of apt's sources. */
export function parseTargets(text: string, codename: string, architecture: string): Archive | undefined {
  const targets = text
    .split('\n')
    .map((line) => line.split(' '))
    .filter((fields) => ['main', 'universe'].includes(fields[2] ?? '') && fields[3] === architecture)
  const uri = targets.find(([, suite]) => suite === codename)?.[0]
  if (!uri) return undefined
  const suites = new Map<string, string[]>()
  for (const [from, suite = '', component = ''] of targets) {
    if (from === uri) suites.set(suite, [...(suites.get(suite) ?? []), component])
  }
  return { uri, suites }
}

/** Fetches only package lists, and verifies them with the distribution's keys. */
async function sourceOptions(id: string, architecture: string): Promise<string> {
  const keyring = `/usr/share/keyrings/${id}-archive-keyring.gpg`
  const known = await access(keyring).then(
    () => true,
    () => false
  )
  return `[arch=${architecture} target=Packages${known ? ` signed-by=${keyring}` : ''}]`
}

async function readSystem(): Promise<string> {
  return readFile('/etc/os-release', 'utf8').catch(() => '')
}
