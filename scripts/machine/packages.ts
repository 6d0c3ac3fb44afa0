import { createHash } from 'node:crypto'
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { download, downloadComplete } from './apt.ts'
import { cache, lock } from './cache.ts'
import { findRelease, findSources, type Release } from './release.ts'
import { findIn, type Progress, run } from './run.ts'

/** Packages to unpack into one folder. */
export interface PackageList {
  /** Their purpose: a part of the folder's name. */
  readonly name: string
  /** From the machine's release, with the libraries that the machine lacks. */
  readonly release?: readonly string[]
  /** From Debian's `testing`, without dependencies: Go programs, which run on older libcs. On Ubuntu: its release. */
  readonly testing?: readonly string[]
}

/** Unpacked packages. Nothing is installed: they are used by path only. */
export interface Unpacked {
  readonly root: string
  /** The folders with programs, for PATH. */
  readonly programs: readonly string[]
  /** The folders with libraries, for LD_LIBRARY_PATH. */
  readonly libraries: readonly string[]
}

/**
 * Returns the folder of the unpacked packages, creating it if necessary, only once even with concurrent callers. It
 * appears atomically. Does not need root, and does not change apt's and dpkg's state.
 */
export async function unpack(list: PackageList, progress: Progress): Promise<Unpacked> {
  const release = await findRelease()
  if (!release) throw new Error(`${list.name} can be unpacked on Debian and Ubuntu only`)
  const wanted = wantedOn(release, list)
  const hash = createHash('sha256').update(JSON.stringify(wanted)).digest('hex').slice(0, 8)
  const root = join(cache, 'packages', `${list.name}-${release.id}-${release.version}-${process.arch}-${hash}`)
  if (!(await exists(root))) {
    await using _ = await lock(join(cache, 'packages.lock'))
    if (!(await exists(root))) await unpackInto(root, release, wanted, progress)
  }
  return { root, programs: programsIn(root), libraries: await librariesIn(root) }
}

/** The path of a program in unpacked packages. */
export async function unpackedProgram(unpacked: Unpacked, name: string): Promise<string> {
  const path = await findIn(unpacked.programs, name)
  if (!path) throw new Error(`the packages unpacked in ${unpacked.root} do not include a program '${name}'`)
  return path
}

interface Wanted {
  readonly release: readonly string[]
  readonly testing: readonly string[]
}

function wantedOn(release: Release, { release: own = [], testing = [] }: PackageList): Wanted {
  return release.id === 'debian' ? { release: own, testing } : { release: [...own, ...testing], testing: [] }
}

async function unpackInto(root: string, release: Release, wanted: Wanted, progress: Progress): Promise<void> {
  const started = performance.now()
  await removePartial()
  // A program started by a process that was killed may still write to that process's folder, but not to this one.
  const partial = `${root}.${process.pid}.partial`
  const debs = join(partial, 'debs')
  await mkdir(join(debs, 'partial'), { recursive: true })
  const sources = await findSources(release)
  progress(`Downloading ${[...wanted.testing, ...wanted.release].join(', ')} …`)
  if (wanted.testing.length > 0) await download(sources.testing, wanted.testing, debs)
  if (wanted.release.length > 0) await downloadComplete(sources.release, wanted.release, debs)
  const files = (await readdir(debs)).filter((name) => name.endsWith('.deb'))
  for (const file of files) await run('dpkg', ['-x', join(debs, file), partial])
  await rm(debs, { recursive: true })
  await rename(partial, root)
  progress(`Unpacked ${files.length} packages (${((performance.now() - started) / 1000).toFixed(1)} s)`)
}

/** Removes what interrupted runs left behind. The caller holds the lock, so no other process is unpacking. */
async function removePartial(): Promise<void> {
  const folder = join(cache, 'packages')
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((name) => name.endsWith('.partial'))) {
    await rm(join(folder, name), { recursive: true, force: true })
  }
}

function programsIn(root: string): string[] {
  return ['usr/sbin', 'usr/bin', 'sbin', 'bin'].map((folder) => join(root, folder))
}

/** The multiarch folders, whatever the machine's triple is. */
async function librariesIn(root: string): Promise<string[]> {
  const parents = [join(root, 'usr/lib'), join(root, 'lib')]
  const found = parents.map(async (parent) => {
    const names = await readdir(parent).catch(() => [])
    return names.filter((name) => /-linux-gnu/.test(name)).map((name) => join(parent, name))
  })
  return (await Promise.all(found)).flat()
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false
  )
}
