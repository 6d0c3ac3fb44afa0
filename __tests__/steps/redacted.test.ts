import { expect, test } from 'vitest'
import type { Names } from '../../src/names/names.ts'
import { Redactor } from '../../src/redaction/redactor.ts'
import { redacted } from '../../src/steps/report/redacted.ts'
import { digest, outcome } from '../github/outcomes.ts'

const names = {} as Names

/** A result as it leaves a step with these secrets. */
function leaving(secrets: readonly string[], message: string, metadata: object) {
  const redactor = new Redactor()
  for (const secret of secrets) redactor.add(secret)
  const failed = outcome('ghcr.io/acme/app', { '1.0': 'failed' }, { status: 'failed', error: new Error(message) })
  const text = JSON.stringify(metadata)
  const result = { names, outcomes: [failed], metadata: { text, materials: [] }, isDone: false }
  return redacted(result, (each) => redactor.redact(each))
}

test('redacts secrets in what registries and builders wrote', () => {
  const { outcomes, metadata } = leaving(['hunter22', 'a"b\\c d'], 'denied for ann:hunter22', {
    'buildx.build.provenance': { args: { 'build-arg:TOKEN': 'hunter22', 'build-arg:ODD': 'is a"b\\c d' } },
  })
  expect(outcomes[0]?.error?.message).toBe('denied for ann:***')
  expect(JSON.parse(metadata?.text ?? '')).toEqual({
    'buildx.build.provenance': { args: { 'build-arg:TOKEN': '***', 'build-arg:ODD': 'is ***' } },
  })
})

test('redacts secrets in the error, and keeps its name and location', () => {
  const redactor = new Redactor()
  redactor.add('hunter22')
  const place = { file: 'Dockerfile', line: 3 }
  const build = Object.assign(new Error('exit 1 (hunter22)'), { name: 'BuildError', place, excerpt: 'RUN hunter22' })
  const failure = new AggregateError([build, new Error('no hunter22'), 'hunter22'], 'all of it')
  const shown = redacted({ names, outcomes: [], isDone: false, failure }, (text) => redactor.redact(text)).failure
  const [first, second, third] = (shown as AggregateError).errors
  expect(first).toMatchObject({ message: 'exit 1 (***)', name: 'BuildError', place, excerpt: 'RUN ***' })
  expect([second.message, third]).toEqual(['no ***', '***'])
})

test('keeps digests and image names whole, whatever short secret they contain', () => {
  const fields = {
    'containerimage.digest': digest,
    'containerimage.descriptor': { digest, size: 1234 },
    'image.name': 'ghcr.io/acme/app:1.0',
    materials: [{ digest: { sha256: digest.slice(7) } }],
    note: 'aaaa acme',
  }
  const { outcomes, metadata } = leaving(['aaaa', 'acme'], 'no', fields)
  expect(JSON.parse(metadata?.text ?? '')).toEqual({ ...fields, note: '*** ***' })
  expect(outcomes[0]?.target.repository.name).toBe('acme/app')
})
