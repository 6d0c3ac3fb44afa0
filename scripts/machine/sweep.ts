/**
 * Removes what a private engine left behind: very little if it exited cleanly, but containers, mounts and their helpers
 * if it had to be killed. Run by the watcher in background.ts: node sweep.ts '<Leftovers as JSON>'
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { basename } from 'node:path'

export interface Leftovers {
  readonly folder: string
  readonly data: string
  readonly bridge: string
  /** A program that has `ip` and `umount`. */
  readonly busybox: string
}

const daemons = new Set(['dockerd', 'containerd', 'containerd-shim-runc-v2', 'docker-proxy', 'runc'])

export function sweep(leftovers: Leftovers): void {
  const { folder, data, bridge, busybox } = leftovers
  for (const pid of readdirSync('/proc')) {
    if (/^\d+$/.test(pid) && belongs(pid, leftovers)) attempt(() => process.kill(Number(pid), 'SIGKILL'))
  }
  for (const mount of mountsBelow(leftovers)) attempt(() => execFileSync(busybox, ['umount', '-l', mount]))
  attempt(() => execFileSync(busybox, ['ip', 'link', 'delete', bridge]))
  // A remaining mount may hold files that are not ours.
  if (mountsBelow(leftovers).length > 0) return
  for (const path of [folder, data]) rmSync(path, { recursive: true, force: true })
}

/** Whether a process is a daemon with our folders in its arguments, or has its root in them, as in a container. */
function belongs(pid: string, { folder, data }: Leftovers): boolean {
  const mine = (text: string) => text.includes(folder) || text.includes(data)
  const program = read(() => readlinkSync(`/proc/${pid}/exe`))
  if (daemons.has(basename(program))) return mine(read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')))
  const mounts = read(() => readFileSync(`/proc/${pid}/mountinfo`, 'utf8')).split('\n')
  return mounts.some((line) => line.split(' ')[4] === '/' && mine(line))
}

/** Deepest first. The kernel's table escapes spaces as `\040`. */
function mountsBelow({ folder, data }: Leftovers): string[] {
  const points = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => (line.split(' ')[4] ?? '').replaceAll('\\040', ' '))
  return points.filter((point) => `${point}/`.startsWith(`${folder}/`) || `${point}/`.startsWith(`${data}/`)).reverse()
}

function attempt(step: () => unknown): void {
  try {
    step()
  } catch {
    // Already gone.
  }
}

/** Empty if the process has ended in the meantime. */
function read(file: () => string): string {
  try {
    return file()
  } catch {
    return ''
  }
}

if (import.meta.main) sweep(JSON.parse(process.argv[2] ?? '') as Leftovers)
