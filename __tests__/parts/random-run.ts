import { formatPlatform, type Platform } from '../../src/oci/descriptor.ts'
import type { Layouts, PartResult } from '../support/parts.ts'
import { partFor } from '../support/parts.ts'
import { type Matrix, platforms, startMatrix, tagsOf } from './matrix.ts'
import { startSeveral } from './several.ts'
import { randomFrom, Shuffle } from './shuffle.ts'

export interface RunOptions {
  readonly layouts: Layouts
  readonly meeting: 'artifacts' | 'registry'
  /** Whether the jobs build several images. */
  readonly areSeveral?: boolean
}

/** What happened in a run whose jobs' requests were carried out in random order. */
export interface RandomRun {
  readonly matrix: Matrix
  /** The platforms of the image. */
  readonly platforms: readonly string[]
  /** Of the last attempt. */
  readonly results: readonly (PartResult | 'dead')[]
  /** What jobs failed with, in any attempt: the death of a job is no failure of the others. */
  readonly failures: readonly unknown[]
  /** Jobs that died, and attempts that others had to follow. */
  readonly deaths: number
  readonly reruns: number
  /** Jobs that published the image, to their own knowledge. */
  readonly finishers: number
  readonly observer: Pick<Observer, 'tagged' | 'isEarly'>
}

/** Jobs in a run. */
const sizes = [2, 2, 3, 3, 3, 6]
const withoutService = { ACTIONS_RESULTS_URL: undefined, ACTIONS_RUNTIME_TOKEN: undefined }

/** Stops jobs at one of their requests, as when their machines are gone: nothing that they send arrives any more. */
class Deaths {
  readonly #left = new Map<string, number>()
  readonly #ends = new Map<string, () => void>()

  /** The job dies after so many requests. */
  condemn(job: string, requests: number): Promise<'dead'> {
    this.#left.set(job, requests)
    return new Promise((resolve) => this.#ends.set(job, () => resolve('dead')))
  }

  /** Whether a request still arrives. */
  passes(job: string): boolean {
    const left = this.#left.get(job)
    if (left === undefined) return true
    this.#left.set(job, left - 1)
    if (left > 0) return true
    this.#ends.get(job)?.()
    return false
  }
}

function userOf(authorization = ''): string {
  return (
    Buffer.from(authorization.replace(/^basic /i, ''), 'base64')
      .toString()
      .split(':')[0] ?? ''
  )
}

async function startRun(
  count: number,
  random: (limit: number) => number,
  { layouts, meeting, areSeveral }: RunOptions
) {
  const shuffle = new Shuffle(random)
  const deaths = new Deaths()
  const users = Object.fromEntries(Array.from({ length: 30 }, (_, number) => [`job${number + 1}`, 'secret']))
  const start = areSeveral ? startSeveral : startMatrix
  const matrix = await start(count, { rounds: shuffle, auth: { kind: 'basic', users } }, layouts)
  for (const registry of [matrix.one, matrix.two]) {
    const where = ({ authorization }: { readonly authorization?: string }) => {
      return authorization !== undefined && !deaths.passes(userOf(authorization))
    }
    registry.fail({ where }, random(2) === 0 ? 'stall' : 'stall after commit', { times: Number.POSITIVE_INFINITY })
  }
  matrix.service.hold = async ({ job, when }) => {
    if (when === 'before' && !deaths.passes(`job${job}`)) await new Promise(() => undefined)
    await shuffle.turn()
  }
  return { matrix, deaths, shuffle, meeting, jobs: 0 }
}

type Run = Awaited<ReturnType<typeof startRun>>

/** Runs one job of an attempt; if it is condemned, it is left alone once it is dead. */
async function runJob(run: Run, content: ReturnType<typeof partFor>, dies?: number) {
  const { matrix, deaths, meeting } = run
  const variables = { ...matrix.service.job(), ...(meeting === 'registry' && withoutService) }
  run.jobs += 1
  const user = `job${run.jobs}`
  const inputs = {
    meeting,
    'registry-auth': [matrix.one, matrix.two]
      .map(({ host }) => `- { registry: "${host}", username: ${user}, password: secret }`)
      .join('\n'),
  }
  const end = new AbortController()
  const death = dies === undefined ? undefined : deaths.condemn(user, dies)
  const done = matrix.bring(content, { inputs, variables, signal: end.signal })
  const result = await (death ? Promise.race([done, death]) : done)
  if (result === 'dead') {
    done.catch(() => undefined)
    end.abort(new Error('dead'))
  }
  return result
}

/** The images that tags pointed at so far, and whether all parts were there when the first did. */
class Observer {
  readonly tagged = new Set<string>()
  readonly #matrix: Matrix
  readonly #builds = new Map<string, Set<string>>()
  isEarly = false

  constructor(matrix: Matrix) {
    this.#matrix = matrix
  }

  expectBuild(platform: string, digest: string): void {
    this.#builds.set(platform, (this.#builds.get(platform) ?? new Set()).add(digest))
  }

  look(): void {
    const all = this.#matrix.names.flatMap((name) => tagsOf(this.#matrix, name).flatMap((tags) => Object.values(tags)))
    if (all.length > 0 && this.tagged.size === 0) this.isEarly = !this.#areThere()
    for (const digest of all) this.tagged.add(digest)
  }

  #areThere(): boolean {
    const { one, two } = this.#matrix
    const has = (digest: string) => one.manifest('o/app', digest) && two.manifest('p/app', digest)
    return this.#builds.size > 0 && [...this.#builds.values()].every((digests) => [...digests].some(has))
  }
}

/** The platforms of a published index, in its order. */
export function platformsOf(text: string): readonly string[] {
  const { manifests } = JSON.parse(text) as { readonly manifests: readonly { readonly platform: Platform }[] }
  return manifests.map(({ platform }) => formatPlatform(platform))
}

/** Plays a run with re-runs of its failed jobs until all parts were brought. Dispose of its matrix. */
export async function playRandomRun(seed: number, options: RunOptions): Promise<RandomRun> {
  const random = randomFrom(seed)
  const wanted = platforms.slice(0, sizes[random(sizes.length)])
  const run = await startRun(wanted.length, random, options)
  const { matrix, shuffle } = run
  const observer = new Observer(matrix)
  shuffle.look = () => observer.look()
  const mayDie = () => (random(3) === 0 ? random(45) : undefined)
  const seen = { deaths: 0, reruns: 0, finishers: 0 }
  let due = wanted.map((platform) => ({ platform, dies: mayDie() }))
  const failures: unknown[] = []
  let results: readonly (PartResult | 'dead')[] = []
  for (let attempt = 1; attempt <= 4 && due.length > 0; attempt += 1) {
    results = await Promise.all(
      due.map(({ platform, dies }) => {
        // Each attempt builds other bytes.
        const content = partFor(platform, attempt)
        observer.expectBuild(platform, content.root.digest)
        return runJob(run, content, dies)
      })
    )
    const isOver = results.map((result) => result !== 'dead' && result.isDone)
    due = due
      .filter((_, job) => !isOver[job])
      .map(({ platform }) => ({ platform, dies: attempt < 3 ? mayDie() : undefined }))
    failures.push(...results.flatMap((result) => (result === 'dead' || result.isDone ? [] : [result.failure])))
    seen.deaths += results.filter((result) => result === 'dead').length
    seen.reruns += due.length > 0 ? 1 : 0
    seen.finishers += results.filter((result) => result !== 'dead' && result.part?.state === 'finished').length
    matrix.service.rerunFailed()
  }
  observer.look()
  return { matrix, platforms: wanted, results, failures, observer, ...seen }
}
