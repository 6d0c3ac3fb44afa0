import { access, readFile } from 'node:fs/promises'
import { hostname, networkInterfaces } from 'node:os'
import { localAddressTo } from '../../../http/connection/local-address.ts'

/** What matters about the machine that this process runs on, to find out where a builder reaches it. */
export interface Machine {
  readonly hostname: string
  /** Its IP addresses, without those for itself alone. */
  readonly addresses: readonly string[]
  /** Whether this process runs in a container, or in a pod. */
  isContainer(): Promise<boolean>
  /** Whether a path is, or lies directly in, a folder or file that was mounted from elsewhere. */
  isMounted(path: string): Promise<boolean>
  /** The address that connections to a host come from; undefined if it cannot be connected to. */
  addressTowards(host: string, port: number): Promise<string | undefined>
}

/** The files by which Docker and Podman mark a container. */
const marks = ['/.dockerenv', '/run/.containerenv']

export const thisMachine: Machine = {
  get hostname() {
    return hostname()
  },
  get addresses() {
    const all = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
    return all
      .filter(({ internal, address }) => !internal && !/^fe80:/i.test(address))
      .toSorted((a, b) => a.family.localeCompare(b.family))
      .map(({ address }) => address)
  },
  async isContainer() {
    return (await Promise.all(marks.map(exists))).includes(true)
  },
  async isMounted(path) {
    const table = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '')
    return isMountedIn(table, path)
  },
  addressTowards: localAddressTo,
}

/** Looks a path, or the folder that it lies in, up in the kernel's table of mounts: proc_pid_mountinfo(5). */
export function isMountedIn(table: string, path: string): boolean {
  const points = table.split('\n').map((line) => (line.split(' ')[4] ?? '').replaceAll('\\040', ' '))
  // `/var/run` is a link to `/run` nearly everywhere.
  const places = [path, path.replace(/\/[^/]*$/, '')].flatMap((place) => [
    place,
    place.replace(/^\/var\/run\//, '/run/'),
  ])
  return places.some((place) => place !== '' && points.includes(place))
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false
  )
}
