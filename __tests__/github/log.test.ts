import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { log } from '../../src/github/report/log.ts'
import { reportErrors } from '../../src/github/report/report-errors.ts'
import { commandsIn, linesOf } from './commands.ts'

let printed = ''
beforeEach(() => {
  printed = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** The text that is printed. */
function print(work: () => unknown): string {
  printed = ''
  work()
  return printed
}

/** Invisible characters, which may be hidden between others. */
const invisible = ['\u200b', '\u200d', '\u00ad', '\ufeff', '\u2060', '\u180e', '\u0000', '\u0007', '\u007f', '\ufe0f']
const blank = [' ', '\t', '\u00a0', '\u2003', '\u3000', '\u0085', '\u2028', '\u2029', '\u000b', '\f']

test('prints an ordinary line unchanged', () => {
  const lines = [
    '#5 [2/2] RUN echo hello',
    'a::b and a ::b::',
    'std::vector<int>::iterator',
    '# heading',
    '##  heading',
    '[x]',
    ': one colon',
    '\u001b[31mred\u001b[0m',
    '',
    'sha256:abc',
    '#[derive(Debug)]',
    'https://example.com/a#b',
  ]
  for (const line of lines) expect(print(() => log.info(line))).toBe(`${line}\n`)
})

describe('a builder or registry cannot issue workflow commands', () => {
  test.each([
    ['::set-output name=digest::sha256:0'],
    ['  ::add-mask::a'],
    ['\t::error file=x::boo'],
    ['\u00a0\u2003::warning::x'],
    ['::stop-commands::token'],
    ['::ENDGROUP::'],
    ['##[group]hidden'],
    ['text ##[error]boo'],
    ['##[add-mask]the'],
    ['progress\r::set-output name=a::b'],
    ['progress\r##[endgroup]'],
    ['first\n::add-path::/evil'],
    ['first\r\n  ::set-env name=NODE_OPTIONS::--require evil'],
    ['\n\n::debug::x'],
    ['###[error]x'],
    ...invisible.flatMap((character) => [
      [`${character}::error::x`],
      [`:${character}:error::x`],
      [` ${character} ::error::x`],
      [`x #${character}#[error]x`],
      [`x ##${character}[error]x`],
      [`x #${character}${character}#${character}[error]x`],
    ]),
  ])('%j', (line) => {
    expect(commandsIn(line)).toHaveLength(1)
    const text = print(() => log.info(line))
    expect(commandsIn(text)).toEqual([])
    expect(text.replaceAll(' ', '')).toBe(`${line.replaceAll(' ', '')}\n`)
  })

  test('prints any text without commands, and without losing any of it', () => {
    const piece = fc.constantFrom(
      ...[':', '::', ':::', '#', '##', '##[', '[', ']', ' ', '\n', '\r', '\r\n', 'x', '=', ';', ','],
      ...['error', 'set-output name=a', 'add-mask', 'group', 'stop-commands'],
      ...invisible,
      ...blank
    )
    const text = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary' })
    )
    fc.assert(
      fc.property(text, (line) => {
        const shown = print(() => log.info(line))
        expect(commandsIn(shown)).toEqual([])
        expect(shown.replaceAll(' ', '')).toBe(`${line.replaceAll(' ', '')}\n`)
      }),
      { numRuns: 20_000 }
    )
  })

  test('prints long text quickly', () => {
    for (const piece of ['\n', '\r', ' ', ':', '#', '\u200b', '#\u200b', ':\u200b', ' \n', '::', '##']) {
      expect(print(() => log.info(piece.repeat(100_000))).length).toBeGreaterThan(100_000)
    }
  })
})

describe('annotates with a single command that contains the whole message', () => {
  const evil = '100 %, ::error::a\r\n::set-output name=x::y\n##[group]z %0A %25'

  test.each(['debug', 'notice', 'warning', 'error'] as const)('%s', (level) => {
    const text = print(() => log[level](evil))
    expect(linesOf(text)).toHaveLength(2)
    expect(commandsIn(text)).toEqual([{ name: level, properties: {}, data: evil }])
  })

  test('with the location of an error in a file', () => {
    const place = { file: 'docker/Dockerfile: a, b\n::x::', line: 3 }
    expect(commandsIn(print(() => log.error(evil, place)))).toEqual([
      { name: 'error', properties: { file: place.file, line: '3' }, data: evil },
    ])
    expect(commandsIn(print(() => log.error('x', { file: 'Dockerfile' })))).toEqual([
      { name: 'error', properties: { file: 'Dockerfile' }, data: 'x' },
    ])
  })

  test('for any message', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (message) => {
        expect(commandsIn(print(() => log.error(message)))[0]?.data).toBe(message)
      })
    )
  })
})

test("prints a group's heading as text, and closes the group even after an error", async () => {
  await log.group('Build ##[error]\n::x::', async () => log.info('inside'))
  const failing = log.group('Push', () => Promise.reject(new Error('no')))
  await expect(failing).rejects.toThrow('no')
  expect(commandsIn(printed).map(({ name, data }) => [name, data])).toEqual([
    ['group', 'Build # #[error]\n: :x::'],
    ['endgroup', ''],
    ['group', 'Push'],
    ['endgroup', ''],
  ])
  expect(await log.group('Sum', async () => 42)).toBe(42)
})

describe('a mask', () => {
  const masksOf = (secret: string) => commandsIn(print(() => log.mask(secret))).map(({ data }) => data)

  test('hides a secret', () => {
    expect(masksOf('hunter22')).toEqual(['hunter22'])
    expect(masksOf('100 % :: odd')).toEqual(['100 % :: odd'])
  })

  test('hides each line of a secret, with or without surrounding white space', () => {
    const key = '-----BEGIN KEY-----\r\n  MIIEvQ==\n\n\tabcdef\r-----END KEY-----\n'
    expect(masksOf(key)).toEqual(['-----BEGIN KEY-----', 'MIIEvQ==', 'abcdef', '-----END KEY-----'])
  })

  test('is passed to the runner for the first lines of a long secret only, because it searches every line of a job for each', () => {
    const lines = Array.from({ length: 1_000 }, (_, index) => `line-of-a-secret-${index}`)
    expect(masksOf(lines.join('\n'))).toEqual(lines.slice(0, 200))
    expect(print(() => log.info('see line-of-a-secret-999'))).toBe('see ***\n')
  })

  test('hides a secret in all output, whatever the runner does', () => {
    log.mask('s3cret/of the+run')
    const encoded = encodeURIComponent('s3cret/of the+run')
    const pair = Buffer.from('ann:s3cret/of the+run').toString('base64')
    for (const level of ['info', 'debug', 'notice', 'warning', 'error'] as const) {
      const shown = print(() => log[level](`a s3cret/of the+run b ${encoded} c ${pair}`))
      expect(shown.replace(/^::\w+::/, '')).toMatch(/^a \*\*\* b \*\*\* c \w+\*\*\*=*\n$/)
    }
  })

  test('is not created for very short text, which would garble the log', () => {
    expect(masksOf('abc')).toEqual([])
    expect(masksOf('a\nbb\nccc\ndddd')).toEqual(['dddd'])
    expect(masksOf('')).toEqual([])
  })
})

describe('reports errors', () => {
  const reported = (error: unknown) =>
    commandsIn(print(() => reportErrors(error, log))).map(({ name, properties, data }) =>
      name === 'debug' ? `debug: ${data.split('\n')[0]}` : { name, properties, data }
    )

  test('all at once, each with its location', () => {
    const placed = Object.assign(new Error('second'), { place: { file: 'Dockerfile', line: 2 } })
    const nested = new AggregateError([placed, new AggregateError([new Error('third')])])
    const errors = reported(new AggregateError([new Error('first'), nested])).filter((line) => typeof line !== 'string')
    expect(errors).toEqual([
      { name: 'error', properties: {}, data: 'first' },
      { name: 'error', properties: { file: 'Dockerfile', line: '2' }, data: 'second' },
      { name: 'error', properties: {}, data: 'third' },
    ])
  })

  test('with their causes as debug messages', () => {
    const error = new Error('no image', { cause: new TypeError('no layer', { cause: 'odd' }) })
    expect(reported(error)).toEqual([
      { name: 'error', properties: {}, data: 'no image' },
      'debug: Error: no image',
      'debug: TypeError: no layer',
    ])
  })

  test('whatever was thrown', () => {
    expect(reported('a text')).toEqual([{ name: 'error', properties: {}, data: 'a text' }])
    expect(reported(undefined)).toEqual([{ name: 'error', properties: {}, data: 'undefined' }])
  })
})
