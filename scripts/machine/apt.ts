import { createHash } from 'node:crypto'
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cache } from './cache.ts'
import { run } from './run.ts'

/** Downloads packages into `folder`, without their dependencies. */
export async function download(sources: readonly string[], names: readonly string[], folder: string): Promise<void> {
  const apt = await openApt(sources, folder)
  await apt('apt-get', 'download', ...names)
}

/**
 * Downloads packages into `folder`, with the dependencies that the machine lacks. Releases split software into packages
 * differently: names that this release does not have are skipped, as long as it has one of them.
 */
export async function downloadComplete(
  sources: readonly string[],
  names: readonly string[],
  folder: string
): Promise<void> {
  const apt = await openApt(sources, folder)
  const known = new Set((await apt('apt-cache', 'pkgnames')).split('\n'))
  const present = names.filter((name) => known.has(name))
  if (present.length === 0) throw new Error(`this release has none of the packages ${names.join(', ')}`)
  const options = ['--download-only', '--reinstall', '--no-install-recommends', '--yes']
  await apt('apt-get', 'install', ...options, ...present)
}

/** How long package lists are considered current. */
const listsAge = 60 * 60 * 1000

type Apt = (program: 'apt-get' | 'apt-cache', ...args: readonly string[]) => Promise<string>

/** Sets up apt for some sources, with separate state and current package lists. The caller must hold the lock. */
async function openApt(sources: readonly string[], folder: string): Promise<Apt> {
  const text = `${sources.join('\n')}\n`
  const state = join(cache, 'apt', createHash('sha256').update(text).digest('hex').slice(0, 8))
  const stamp = join(state, 'updated')
  const settings = Object.entries(optionsFor(state, folder)).map(([option, value]) => `-o${option}=${value}`)
  const apt: Apt = async (program, ...args) => {
    try {
      return await run(program, [...settings, '-qq', ...args], { directory: folder })
    } catch (error) {
      // The lists may be out of date: the mirror may have changed.
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

/** Of the machine's own state only the installed packages are read: a library that it has need not be downloaded. */
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
    // The caller holds a lock, and dpkg's own would need root.
    'Debug::NoLocking': 'true',
  }
}
