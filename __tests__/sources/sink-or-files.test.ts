import { once } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BuildError } from '../../src/builder/build-error.ts'
import type { ExpectedReach, Probe } from '../../src/builder/builder.ts'
import type { Sink } from '../../src/intake/sink/server.ts'
import { openSink, throughSinkOrFiles, unlessUnreached } from '../../src/sources/built/sink-or-files.ts'
import { RecordingBackend } from '../intake/recording-backend.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const certain: ExpectedReach = { expected: true, address: '127.0.0.1' }

/** A build that lasts until it is stopped. */
async function endless(signal: AbortSignal): Promise<never> {
  await once(signal, 'abort')
  throw signal.reason
}

/** What BuildKit prints if it cannot connect. */
function refused({ host, name }: Sink): BuildError {
  return new BuildError(`The build failed: failed to push ${host}/${name}:image: dial tcp ${host}: connection refused.`)
}

/** Gets an image from a builder, and what the log says. */
async function get(reach: ExpectedReach, build: (signal: AbortSignal, sink: Sink) => Promise<string>) {
  const log: string[] = []
  const image = await throughSinkOrFiles<string>(
    reach,
    { info: (line) => log.push(line) },
    {
      async push(expected) {
        await using sink = await openSink(new RecordingBackend(), expected)
        return await unlessUnreached(sink, expected, (signal) => build(signal, sink))
      },
      exportFiles: async () => 'files',
    }
  )
  return { image, log }
}

const again =
  'The builder cannot reach this process on 127.0.0.1: building again, from its cache, and exporting to files'

/** Pushes as a probe does, with the login that its sink gave to the builder. */
async function pushed({ login }: Sink, name: string): Promise<void> {
  const [, host, repository] = /^([^/]+)\/(.*):/.exec(name) ?? []
  const authorization = `Basic ${btoa(`${login.username}:${login.password}`)}`
  const { status } = await fetch(`http://${host}/v2/${repository}/blobs/uploads/`, {
    method: 'POST',
    headers: { authorization },
  })
  expect(status).toBe(202)
}

test('a build that is not heard of within five seconds of the first attempt is stopped, and exported', async () => {
  const probe: Probe = async (_, { signal, onPush }) => {
    onPush()
    vi.advanceTimersByTime(5_000)
    await endless(signal)
  }
  expect(await get({ ...certain, probe }, endless)).toEqual({ image: 'files', log: [again] })
})

test('five seconds count from the moment that the builder begins to push, however long it takes to come up', async () => {
  const finished = Promise.withResolvers<string>()
  const probe: Probe = async (_, { signal }) => {
    vi.advanceTimersByTime(60_000)
    finished.resolve('pushed')
    await endless(signal)
  }
  expect(await get({ ...certain, probe }, () => finished.promise)).toEqual({ image: 'pushed', log: [] })
})

test('a probe that is refused ends the build at once', async () => {
  const probe: Probe = async (name) => {
    throw new BuildError(`dial tcp ${name.split('/')[0]}: connect: no route to host`)
  }
  expect(await get({ ...certain, probe }, endless)).toEqual({ image: 'files', log: [again] })
})

test('a probe that fails for another reason leaves the build alone', async () => {
  const probe: Probe = async () => {
    throw new BuildError('frontend docker/dockerfile cannot be pulled')
  }
  expect(await get({ ...certain, probe }, async () => 'pushed')).toEqual({ image: 'pushed', log: [] })
})

test('a probe that arrives lets the build take its time, and pushes to a repository of its own', async () => {
  const arrived = Promise.withResolvers<string>()
  let sink: Sink | undefined
  const probe: Probe = async (name, { onPush }) => {
    onPush()
    await pushed(sink as Sink, name)
    vi.advanceTimersByTime(60_000)
    arrived.resolve('pushed')
  }
  const reached = await get({ ...certain, probe }, (_, opened) => {
    sink = opened
    return arrived.promise
  })
  expect(reached).toEqual({ image: 'pushed', log: [] })
})

test('the probe is stopped when the build has ended', async () => {
  let reason: unknown
  const probe: Probe = async (_, { signal }) => {
    await endless(signal).catch((error: unknown) => {
      reason = error
    })
  }
  await get({ ...certain, probe }, async () => 'pushed')
  expect(reason).toMatchObject({ name: 'AbortError' })
})

test('a build that is refused is exported, without any probe', async () => {
  const build = async (_: AbortSignal, sink: Sink) => {
    throw refused(sink)
  }
  expect(await get(certain, build)).toEqual({ image: 'files', log: [again] })
})

test('a build that fails is not repeated', async () => {
  const build = async () => {
    throw new BuildError('The build failed: exit code 1.')
  }
  await expect(get(certain, build)).rejects.toThrow('exit code 1')
})

test('there is no repository for probes where reach is certain', async () => {
  await using sink = await openSink(new RecordingBackend(), certain)
  await expect(pushed(sink, `${sink.host}/${sink.name}/probe:image`)).rejects.toThrow('202')
})
