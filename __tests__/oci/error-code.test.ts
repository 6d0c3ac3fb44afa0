import fc from 'fast-check'
import { expect, test } from 'vitest'
import { errorStatus, formatProblem, parseProblems as parse } from '../../src/oci/distribution/error-code.ts'

const parseProblems = (body: string) => parse(body, (text) => text)

test('parses the errors that the sink returns', () => {
  for (const code of Object.keys(errorStatus) as (keyof typeof errorStatus)[]) {
    expect(parseProblems(formatProblem(code, 'so it is'))).toEqual([{ code, message: 'so it is' }])
  }
})

test("parses each entry of the spec's format, including details", () => {
  const body = JSON.stringify({
    errors: [
      { code: 'MANIFEST_BLOB_UNKNOWN', message: 'blob unknown to registry', detail: { Digest: 'sha256:0' } },
      { code: 'DENIED', detail: null },
      { message: 'only words' },
      null,
      'text',
      {},
    ],
    extra: true,
  })
  expect(parseProblems(body)).toEqual([
    { code: 'MANIFEST_BLOB_UNKNOWN', message: 'blob unknown to registry', detail: { Digest: 'sha256:0' } },
    { code: 'DENIED', message: '', detail: null },
    { code: '', message: 'only words' },
    { code: '', message: '' },
  ])
})

// Bodies that clients received from proxies and from registries with formats of their own.
test.each([
  ['nothing', '', []],
  ['white space', ' \r\n\t ', []],
  ['plain text', 'no healthy upstream', ['no healthy upstream']],
  ['text of several lines', 'first\n\n  second\r\n', ['first second']],
  [
    'a page by nginx',
    '<html>\r\n<head><title>413 Request Entity Too Large</title></head>\r\n<body>\r\n<center><h1>413 Request Entity Too Large</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
    ['413 Request Entity Too Large 413 Request Entity Too Large nginx'],
  ],
  [
    'a page with styles and scripts',
    '<style type="text/css">\nh1 { color: red }\n</style><SCRIPT>alert("x")</SCRIPT><h1>Access <b>denied</b></h1>',
    ['Access denied'],
  ],
  ['markup that is cut off', 'Error <a href="', ['Error <a href="']],
  ['JSON in another format', '{"status":404}', ['{"status":404}']],
  ['errors that are not a list', '{"errors":{"code":"DENIED"}}', ['{"errors":{"code":"DENIED"}}']],
  ['an empty list', '{"errors":[]}', []],
  ['null', 'null', ['null']],
  ['a number', '42', ['42']],
])('%s', (_, body, messages) => {
  expect(parseProblems(body)).toEqual(messages.map((message) => ({ code: '', message })))
})

test.each([
  ['zot', { code: 'UNAUTHORIZED', message: 'authentication required' }, 'UNAUTHORIZED', 'authentication required'],
  ['a gateway', { message: 'Not Found' }, '', 'Not Found'],
  ['OAuth 2.0', { error: 'invalid_grant', error_description: 'it has ended' }, 'invalid_grant', 'it has ended'],
  ['Docker Hub', { details: 'incorrect username or password' }, '', 'incorrect username or password'],
])('parses an entry without the envelope: %s', (_, body, code, message) => {
  expect(parseProblems(JSON.stringify(body))).toEqual([{ code, message }])
})

test.each([
  ['Quay', { message: 'failed schema validation' }, 'failed schema validation'],
  ['Artifactory', { description: 'the circuit\nbreaker' }, 'the circuit breaker'],
  ['a text', `${'word '.repeat(60)}end`, 'word '.repeat(60).slice(0, 200)],
])('includes the explanation in the detail: %s', (_, detail, explanation) => {
  const problem = { code: 'MANIFEST_INVALID', message: 'manifest invalid', detail }
  expect(parseProblems(JSON.stringify({ errors: [problem] }))).toEqual([{ ...problem, explanation }])
})

test('removes everything that could control a log or a terminal', () => {
  const evil = '\u001b[31mred\u001b[0m\r\n::set-output name=a::b\u0000\u200b\u202e\ufeffend\u2028next\u0085x'
  const clean = '[31mred [0m ::set-output name=a::b end next x'
  expect(parseProblems(evil)).toEqual([{ code: '', message: clean }])
  expect(parseProblems(JSON.stringify({ errors: [{ code: evil, message: evil }] }))).toEqual([
    { code: clean, message: clean },
  ])
})

test('returns messages of one line and limited length, without control characters, for any input', () => {
  const bodies = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc
      .array(fc.record({ code: fc.jsonValue(), message: fc.string({ unit: 'binary' }), detail: fc.jsonValue() }))
      .map((errors) => JSON.stringify({ errors }))
  )
  fc.assert(
    fc.property(bodies, (body) => {
      for (const { code, message } of parseProblems(body)) {
        expect(`${code}${message}`).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
        expect(Math.max(code.length, message.length)).toBeLessThanOrEqual(500)
      }
    })
  )
})

test('looks only at the beginning of a page', () => {
  expect(parseProblems(`<style>${' '.repeat(9000)}</style>late`)).toEqual([])
})

test('shortens long messages, and parses hostile pages quickly', () => {
  expect(parseProblems('x'.repeat(65_536))[0]?.message).toHaveLength(200)
  expect(parseProblems(JSON.stringify({ errors: [{ message: 'x'.repeat(60_000) }] }))[0]?.message).toHaveLength(500)
  for (const piece of ['<', '<style', '<style>', '<script ', '</style>', '< ', '\u200b']) {
    expect(parseProblems(piece.repeat(65_536 / piece.length)).length).toBeLessThanOrEqual(1)
  }
})

test('redacts secrets before anything is shortened', () => {
  const redact = (text: string) => text.replaceAll('hunter22', '***')
  const long = (length: number) => `${'x'.repeat(length - 4)}hunter22 and more`
  const envelope = (message: string) => JSON.stringify({ errors: [{ code: 'hunter22', message }] })
  for (const body of [envelope(long(500)), long(200), `<p>${'<br>'.repeat(2044)}hunter22`, long(8192)]) {
    const [problem] = parse(body, redact)
    expect(`${problem?.code} ${problem?.message}`).not.toContain('hun')
  }
  expect(parse(envelope(long(500)), redact)).toEqual([{ code: '***', message: `${'x'.repeat(496)}*** `.slice(0, 500) }])
})
