import { getEventListeners, once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Command } from '../../src/environment.ts'
import { collectOutput } from '../../src/process/output.ts'
import { run } from '../../src/process/run.ts'
import { Redactor } from '../../src/redaction/redactor.ts'

/** Runs a Node script with only the given variables. */
function script(code: string, changes: Partial<Command> = {}) {
  const program = process.execPath
  return run({ program, args: ['--input-type=module', '--eval', code], variables: {}, ...changes })
}

/** A child that prints its process ID when it is ready, and then waits for a signal. */
async function waiting(code: string, onAbort: (pid: number) => void = () => undefined) {
  const stopping = new AbortController()
  const reason = new Error('enough of it')
  const running = script(`${code}; console.log(process.pid); setInterval(() => {}, 1000)`, {
    signal: stopping.signal,
    onLine(line) {
      onAbort(Number(line))
      stopping.abort(reason)
    },
  })
  return { running, reason, signal: stopping.signal }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** It may take a moment to end when it was killed, and may still wait to be reaped. */
async function expectEnded(pid: number): Promise<void> {
  const state = () => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => 'gone')
  await expect.poll(state, { timeout: 10_000 }).toMatch(/gone|\) Z /)
}

test('ends what a group has started as well', async () => {
  const stopping = new AbortController()
  let started = 0
  const running = run({
    program: 'sh',
    args: ['-c', 'sleep 1000 & echo $!; wait'],
    variables: { PATH: process.env.PATH },
    signal: stopping.signal,
    isGroup: true,
    onLine(line) {
      started = Number(line)
      stopping.abort(new Error('enough of it'))
    },
  })
  await expect(running).rejects.toThrow('enough of it')
  await expectEnded(started)
})

test('a group is stopped to its last process, even if that ignores the signal and outlives the others', async () => {
  const stopping = new AbortController()
  let started = 0
  const running = run({
    program: 'bash',
    args: ['--norc', '-c', "(trap '' TERM; echo $BASHPID; exec >&- 2>&-; while :; do sleep 0.1; done) & wait"],
    variables: { PATH: process.env.PATH },
    signal: stopping.signal,
    isGroup: true,
    onLine(line) {
      started = Number(line)
      stopping.abort(new Error('enough of it'))
    },
  })
  await expect(running).rejects.toThrow('enough of it')
  await expectEnded(started)
})

test('returns the exit code and both outputs', async () => {
  const ended = await script('console.log("out"); console.error("err"); process.exitCode = 3')
  expect(ended).toEqual({ exitCode: 3, stdout: 'out\n', stderr: 'err\n' })
})

test('returns the exit code that a shell would, for a child that was killed', async () => {
  expect((await script('process.kill(process.pid, "SIGKILL")')).exitCode).toBe(137)
  expect((await script('process.kill(process.pid, "SIGTERM")')).exitCode).toBe(143)
})

test('passes the given variables and no others', async () => {
  const { stdout } = await script('console.log(JSON.stringify(process.env))', { variables: { A: '1', B: undefined } })
  expect(JSON.parse(stdout)).toEqual({ A: '1' })
})

test('passes arguments unchanged, without a shell', async () => {
  const odd = ['-x', '', 'two words', '$(id)', '`id`', "'", '"', ';', '*', '\\', 'line\nbreak', '\u00e9\u{1f680}']
  const { stdout } = await run({
    program: process.execPath,
    args: ['--eval', 'console.log(JSON.stringify(process.argv.slice(1)))', '--', ...odd],
    variables: {},
  })
  expect(JSON.parse(stdout)).toEqual(odd)
})

test('runs in the given directory', async () => {
  expect((await script('console.log(process.cwd())', { directory: '/' })).stdout).toBe('/\n')
})

test('passes all of the input', async () => {
  const text = `first\n${'x'.repeat(500_000)}\u00e9`
  const { stdout } = await script('process.stdin.pipe(process.stdout)', { input: text })
  expect(stdout).toBe(text)
  expect((await script('process.stdin.pipe(process.stdout)')).stdout).toBe('')
})

test('does not fail if the child does not read its input', async () => {
  expect((await script('process.exit(0)', { input: 'x'.repeat(5_000_000) })).exitCode).toBe(0)
})

test('reports lines of both outputs as they arrive', async () => {
  const lines: string[] = []
  await script('console.log("one"); console.log(); console.error("two"); process.stdout.write("three")', {
    onLine: (line) => lines.push(line),
  })
  expect(lines.toSorted()).toEqual(['', 'one', 'three', 'two'])
})

test('keeps the end of a long output', async () => {
  const { stdout } = await script('for (let i = 0; i < 500_000; i++) console.log(String(i).padStart(9, "0"))')
  expect(stdout).toHaveLength(1024 * 1024)
  expect(stdout.endsWith('000499998\n000499999\n')).toBe(true)
})

test('fails if the program or the directory does not exist', async () => {
  await expect(run({ program: 'no-such-program', args: [], variables: {} })).rejects.toThrow('ENOENT')
  await expect(script('', { directory: '/no/such/folder' })).rejects.toThrow('ENOENT')
})

describe.concurrent('a child whose run is aborted', () => {
  test('is not started if the signal was already aborted', async () => {
    const reason = new Error('too late')
    const lines: string[] = []
    const late = script('console.log("up")', { signal: AbortSignal.abort(reason), onLine: (line) => lines.push(line) })
    await expect(late).rejects.toBe(reason)
    expect(lines).toEqual([])
  })

  test('is terminated, and the abort reason is the error', async () => {
    const { running, reason } = await waiting('')
    await expect(running).rejects.toBe(reason)
  })

  test('may clean up before it exits', async () => {
    const lines: string[] = []
    const stopping = new AbortController()
    const code = `process.on('SIGTERM', () => { console.log('in order'); process.exit(0) }); console.log('up'); setInterval(() => {}, 1000)`
    const onLine = (line: string) => {
      lines.push(line)
      stopping.abort(new Error('enough'))
    }
    await expect(script(code, { signal: stopping.signal, onLine })).rejects.toThrow('enough')
    expect(lines).toEqual(['up', 'in order'])
  })

  test('is killed if it ignores SIGTERM', async () => {
    let pid = 0
    const { running, reason } = await waiting(`process.on('SIGTERM', () => {})`, (own) => {
      pid = own
    })
    await expect(running).rejects.toBe(reason)
    expect(isAlive(pid)).toBe(false)
  })

  test('is not waited for while a grandchild holds its outputs open', async () => {
    const grandchild = `const { spawn } = await import('node:child_process')
      const child = spawn(process.execPath, ['--eval', 'setTimeout(() => {}, 60_000)'], { stdio: 'inherit' })
      console.log(child.pid); await new Promise(() => {})`
    const pids: number[] = []
    const { running, reason } = await waiting(`${grandchild}`, (pid) => pids.push(pid))
    await expect(running).rejects.toBe(reason)
    expect(isAlive(pids[0] ?? 0)).toBe(true)
    process.kill(pids[0] ?? 0)
  })
})

test('leaves no listeners on the signal', async () => {
  const { signal } = new AbortController()
  await Promise.all(Array.from({ length: 5 }, () => script('', { signal })))
  await expect(run({ program: 'no-such-program', args: [], variables: {}, signal })).rejects.toThrow()
  expect(getEventListeners(signal, 'abort')).toEqual([])
  const { running, signal: aborted } = await waiting('')
  await running.catch(() => undefined)
  expect(getEventListeners(aborted, 'abort')).toEqual([])
})

describe('the collected output', () => {
  /** Returns the lines and the tail of a stream that arrives in these chunks. */
  async function read(pieces: readonly (string | Uint8Array)[], cut?: Command['cut']) {
    const stream = new PassThrough()
    const lines: string[] = []
    const tail = collectOutput(stream, (line) => lines.push(line), cut)
    for (const piece of pieces) {
      stream.write(piece)
      await new Promise(setImmediate)
    }
    stream.end()
    await once(stream, 'close')
    return { lines, tail: tail() }
  }

  test.each([
    ['line ends', ['a\nb\n\nc'], ['a', 'b', '', 'c']],
    ['Windows line ends', ['a\r\nb\r\n'], ['a', 'b']],
    ['a progress bar', ['10 %\r20 %\rdone\n'], ['10 %', '20 %', 'done']],
    ['a line end in two chunks', ['a\r', '\nb\n'], ['a', 'b']],
    ['a carriage return at the very end', ['a\r'], ['a']],
    ['carriage returns and line ends', ['a\r\r\nb'], ['a', '', 'b']],
    ['a line in several chunks', ['o', 'n', 'e\ntw', 'o\n'], ['one', 'two']],
    ['Unicode line separators, which do not count', ['a\u2028b\u2029c\u0085d\n'], ['a\u2028b\u2029c\u0085d']],
    ['nothing', [], []],
  ])('splits lines: %s', async (_, pieces, lines) => {
    expect((await read(pieces)).lines).toEqual(lines)
  })

  test('joins a character that arrives in two chunks', async () => {
    const rocket = Buffer.from('\u{1f680}\n')
    expect((await read([rocket.subarray(0, 2), rocket.subarray(2)])).lines).toEqual(['\u{1f680}'])
  })

  test('replaces bytes that are not valid UTF-8', async () => {
    expect((await read([Buffer.of(0x61, 0xff, 0x62, 0x0a, 0xc3)])).lines).toEqual(['a\ufffdb', '\ufffd'])
  })

  test('splits an endless line into pieces', async () => {
    const { lines } = await read(Array(40).fill('x'.repeat(50_000)))
    expect(lines.join('')).toBe('x'.repeat(2_000_000))
    expect(Math.max(...lines.map(({ length }) => length))).toBe(65_536)
  })

  test.each([65_530, 65_536, 131_070, 200_000, 999_998])(
    'never splits a secret %i characters into an endless line, and keeps no half of it',
    async (before) => {
      const redactor = new Redactor()
      redactor.add('the-secret-of-the-build')
      const line = `${'x'.repeat(before)}the-secret-of-the-build${'y'.repeat(1_048_576 - 12)}`
      const pieces = line.match(/.{1,40000}/g) ?? []
      const { lines, tail } = await read(pieces, (text, at) => redactor.cut(text, at))
      expect(lines.join('')).toBe(line)
      expect(lines.filter((piece) => piece.includes('the-secret-of-the-build'))).toHaveLength(1)
      expect(tail).toBe('y'.repeat(1_048_576 - 12))
    }
  )

  test('keeps the end when there is more than the limit', async () => {
    const { tail } = await read(['a'.repeat(1_500_000), 'b'.repeat(1_000_000), 'c'])
    expect(tail).toBe(`${'a'.repeat(48_575)}${'b'.repeat(1_000_000)}c`)
  })

  test('has the same lines and loses no text, whatever the chunks', async () => {
    const piece = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r', '\r\n', '\u00e9'), maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
        const text = pieces.join('')
        const { lines, tail } = await read(pieces)
        expect(tail).toBe(text)
        expect(lines.join('')).toBe(text.replaceAll(/[\r\n]/g, ''))
        expect(lines.every((line) => !/[\r\n]/.test(line))).toBe(true)
        expect(lines).toEqual((await read([text])).lines)
      }),
      { numRuns: 200 }
    )
  })
})
