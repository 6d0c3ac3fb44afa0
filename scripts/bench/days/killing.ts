import { setTimeout as sleep } from 'node:timers/promises'
import { readTag } from '../../../__tests__/push/support/bad-day.ts'
import { startChild } from '../../../__tests__/push/support/child.ts'
import { former, released } from '../../../__tests__/push/support/released.ts'
import { publishTo } from '../../../__tests__/support/publish.ts'
import { type ProxiedPlace, startProxies } from './registries.ts'

const tags = ['v1', 'v2', 'latest']

/** When to kill a process: this many milliseconds after this many of its requests. */
export interface Moment {
  readonly requests: number
  readonly later: number
}

export interface Killed {
  /** How many requests it made. */
  readonly requests: number
  /** Whether it was still running when killed. */
  readonly wasKilled: boolean
  /** Whether a tag already pointed at the new image. */
  readonly wasOut: boolean
  /** Problems in the state after the kill, and in the run that followed. */
  readonly faults: readonly string[]
}

/** Publishes to two registries in a process that is killed, checks the state, and publishes again. */
export async function killOnce(hosts: readonly string[], name: string, moment?: Moment): Promise<Killed> {
  await publishTo(
    hosts.map((host) => `${host}/${name}:latest`),
    former
  )
  let kill = () => {}
  let requests = 0
  const count = () => {
    requests += 1
    if (requests === moment?.requests) kill()
    return false
  }
  await using proxies = await startProxies(hosts, () => ({ probability: 1, where: count }))
  const targets = proxies.places.map(({ proxy }) => `${proxy.host}/${name}:${tags.join(',')}`)
  await using child = startChild('publisher.ts', targets)
  kill = () => void sleep(moment?.later).then(() => child.process.kill('SIGKILL'))
  await child.end()
  const pointed = await look(proxies.places, name)
  const wasOut = pointed.flat().includes(released.root.digest)
  const faults = [...(await faultsOf(proxies.places, name, pointed)), ...(await publishAgain(proxies.places, name))]
  return { requests, wasKilled: child.process.signalCode === 'SIGKILL', wasOut, faults }
}

type Pointed = readonly (readonly (string | undefined)[])[]

/** What each tag points at, read completely. */
function look(places: readonly ProxiedPlace[], name: string): Promise<Pointed> {
  return Promise.all(
    places.map((place) =>
      Promise.all(tags.map((tag) => readTag(place, name, tag).catch((error: Error) => error.message)))
    )
  )
}

/** Checks that no tag moved before the image was complete everywhere, and that each tag points at a complete image. */
async function faultsOf(places: readonly ProxiedPlace[], name: string, pointed: Pointed): Promise<readonly string[]> {
  const known: readonly (string | undefined)[] = [undefined, former.root.digest, released.root.digest]
  const strange = pointed.flat().filter((digest) => !known.includes(digest))
  if (!pointed.flat().includes(released.root.digest)) return strange.map(String)
  const { digest } = released.root
  const found = await Promise.all(places.map((place) => readTag(place, name, digest).catch(() => undefined)))
  return [...strange.map(String), ...found.flatMap((each) => (each === digest ? [] : ['a tag moved too early']))]
}

/** The next run must complete everything. */
async function publishAgain(places: readonly ProxiedPlace[], name: string): Promise<readonly string[]> {
  const targets = places.map(({ host }) => `${host}/${name}:${tags.join(',')}`)
  const outcomes = await publishTo(targets, released, { beforeBuild: true })
  const failed = outcomes.flatMap(({ error }) => (error ? [error.message] : []))
  const isOut = (await look(places, name)).flat().every((digest) => digest === released.root.digest)
  return [...failed, ...(isOut ? [] : ['the next run did not move all tags'])]
}
