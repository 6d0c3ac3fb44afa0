import { createHash } from 'node:crypto'
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cache } from './cache.ts'
import { run } from './run.ts'

/** Downloads packages into `folder` alone, without what they depend on. */
export async function download(sources: readonly string[], names: readonly string[], folder: string): Promise<void> {
  const apt = await openApt(sources, folder)
  await apt('apt-get', 'download', ...names)
}

/**
 * Downloads packages into `folder`, with whatever they depend on and the machine lacks. Releases cut software into
 * packages differently: a name that this one does not have is left out, as long as there is another.
 */
export async function downloadComplete(
  sources: readonly string[],
  names: readonly string[],
  folder: string
): Promise<void> {
  const apt = await openApt(sources, folder)
  const known = new Set((await apt('apt-cache', 'pkgnames')).split('\n'))
  const present = names.filter((name) => known.has(name))
  if (present.length === 0) throw new Error(`this release has no package ${names.join(', ')}`)
  const options = ['--download-only', '--reinstall', '--no-install-recommends', '--yes']
  await apt('apt-get', 'install', ...options, ...present)
}

/** As long as lists of packages are taken for current. */
const listsAge = 60 * 60 * 1000

type Apt = (program: 'apt-get' | 'apt-cache', ...args: readonly string[]) => Promise<string>

/** Prepares apt for some sources, with state of its own and current lists of packages. The caller must have the lock. */
async function openApt(sources: readonly string[], folder: string): Promise<Apt> {
  const text = `${sources.join('\n')}\n`
  const state = join(cache, 'apt', createHash('sha256').update(text).digest('hex').slice(0, 8))
  const stamp = join(state, 'updated')
  const settings = Object.entries(optionsFor(state, folder)).map(([option, value]) => `-o${option}=${value}`)
  const apt: Apt = async (program, ...args) => {
    try {
      return await run(program, [...settings, '-qq', ...args], { directory: folder })
    } catch (error) {
      // The lists may be to blame: a mirror may have moved on.
      await rm(stamp, { force: true })
      throw error
    }
  }
  const { mtimeMs } = await stat(stamp).catch(() => ({ mtimeMs: 0 }))
  if (Date.now() - mtimeMs < listsAge) return apt
  await mkdir(join(state, 'lists/partial'), { recursive: true })
  await writeFile(join(state, 'sources.list'), text)
  await apt('apt-get', 'update')
  await writeFile(stamp, '')
  return apt
}

/** Only what is installed is read from the machine's own state: a library that it has need not be downloaded. */
function optionsFor(state: string, folder: string): Readonly<Record<string, string>> {
  return {
    'Dir::Etc::sourcelist': join(state, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::Etc::preferences': '/dev/null',
    'Dir::Etc::preferencesparts': '/dev/null',
    'Dir::State': state,
    'Dir::State::status': '/var/lib/dpkg/status',
    'Dir::Cache': state,
    'Dir::Cache::archives': folder,
    'Dir::Cache::pkgcache': 'pkgcache.bin',
    'Dir::Cache::srcpkgcache': '',
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
    // The caller has a lock, and dpkg's own would need root.
    'Debug::NoLocking': 'true',
  }
}
