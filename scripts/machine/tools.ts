import { open } from 'node:fs/promises'
import { type PackageList, unpack, unpackedProgram } from './packages.ts'
import { findRelease } from './release.ts'
import { findOnPath, type Progress } from './run.ts'
import { isWrapped, wrapTool } from './wrappers.ts'

/** Third-party programs that read back what was published. Busybox goes into images that must run something. */
export type ToolName = 'crane' | 'oras' | 'cosign' | 'notation' | 'skopeo' | 'buildah' | 'podman' | 'busybox' | 'regctl'

/** The path of each available tool. Each runs without any additional variables. */
export type Tools = Readonly<Partial<Record<ToolName, string>>>

const packages: Readonly<Record<ToolName, PackageList | undefined>> = {
  crane: { name: 'crane', testing: ['crane'] },
  oras: { name: 'oras', testing: ['oras'] },
  cosign: { name: 'cosign', testing: ['cosign'] },
  notation: { name: 'notation', testing: ['notation'] },
  skopeo: { name: 'skopeo', release: ['skopeo'] },
  buildah: { name: 'buildah', release: ['buildah'] },
  podman: { name: 'podman', release: ['podman'] },
  busybox: { name: 'busybox', release: ['busybox-static'] },
  // Neither Debian nor Ubuntu has it.
  regctl: undefined,
}

const names = Object.keys(packages) as ToolName[]

export interface ToolOptions {
  readonly progress: Progress
  /** All, if not given. */
  readonly wanted?: readonly ToolName[]
}

/** Finds tools on PATH, or else unpacks them on Debian or Ubuntu if the release has them. */
export async function findTools({ progress, wanted = names }: ToolOptions): Promise<Tools> {
  const found: Partial<Record<ToolName, string>> = {}
  for (const name of wanted) {
    const path = (await findInstalled(name)) ?? (await unpackTool(name, progress))
    if (path) found[name] = path
  }
  return found
}

/** The path of a required tool. */
export function needTool(tools: Tools, name: ToolName): string {
  const path = tools[name]
  if (!path)
    throw new Error(`'${name}' is required, but is neither on PATH nor among this system's packages: install it`)
  return path
}

async function findInstalled(name: ToolName): Promise<string | undefined> {
  const path = await findOnPath(name)
  return path && (name !== 'busybox' || (await isStatic(path))) ? path : undefined
}

/** Whether a program is statically linked, and so runs in an image that holds nothing else. */
async function isStatic(path: string): Promise<boolean> {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4096))
  const start = buffer.subarray(0, bytesRead).toString('latin1')
  return start.startsWith('\x7fELF') && !/\/ld-|\/ld64|\/ld\.so/.test(start)
}

async function unpackTool(name: ToolName, progress: Progress): Promise<string | undefined> {
  const list = packages[name]
  if (!list || !(await findRelease())) return undefined
  try {
    const unpacked = await unpack(list, progress)
    const path = await unpackedProgram(unpacked, name)
    return isWrapped(name) ? await wrapTool(name, path, unpacked) : path
  } catch (error) {
    progress(`${name} is not available: ${(error as Error).message}`)
    return undefined
  }
}
