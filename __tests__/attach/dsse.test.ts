import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Claim } from '../../src/attach/claim.ts'
import { envelopeIn } from '../../src/attach/cosign/bundle.ts'
import { formatEnvelope, parseEnvelope, preAuthEncoding } from '../../src/attach/cosign/dsse.ts'
import { checkStatement, formatStatement } from '../../src/attach/cosign/in-toto.ts'
import { recordOf } from '../../src/json.ts'
import { digestOf } from '../../src/oci/digest.ts'

// What is signed: DSSE envelopes and in-toto statements.

const subject = { mediaType: 'application/vnd.oci.image.index.v1+json', digest: digestOf(Buffer.of(1)), size: 1 }
const repository = { registry: 'ghcr.io', name: 'acme/app' }
const claim: Claim = { subject, repository }

test("the example of the specification's protocol", () => {
  const encoded = preAuthEncoding('http://example.com/HelloWorld', Buffer.from('hello world'))
  expect(encoded.toString()).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world')
})

test('no two payloads are encoded alike, whatever they contain', () => {
  const part = fc.tuple(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 40 }))
  fc.assert(
    fc.property(part, part, ([type, payload], [otherType, other]) => {
      const isSame = preAuthEncoding(type, payload).equals(preAuthEncoding(otherType, other))
      expect(isSame).toBe(
        Buffer.from(type).equals(Buffer.from(otherType)) && Buffer.from(payload).equals(Buffer.from(other))
      )
    })
  )
})

test('an envelope is read as it was written', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), fc.string(), (payload, signature, payloadType) => {
      const envelope = { payload: Buffer.from(payload), payloadType, signature: Buffer.from(signature) }
      expect(parseEnvelope(recordOf(JSON.parse(JSON.stringify(formatEnvelope(envelope)))))).toEqual(envelope)
    })
  )
})

test('anything else is not an envelope', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('payload', 'payloadType', 'signatures'), fc.json()), (fields) => {
      expect(() => parseEnvelope(fields)).toThrow('is not an envelope with one signature')
    })
  )
})

test('a statement makes its own claim, whatever its predicate is, and keeps its numbers as they are', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const stated = { ...claim, predicate: { type: 'https://example.com/p', text } }
      expect(formatStatement(stated)).toContain(text)
      checkStatement(formatStatement(stated), stated)
    })
  )
  const text = '{"size": 12345678901234567890, "ratio": 1.0}'
  expect(formatStatement({ ...claim, predicate: { type: 'https://example.com/p', text } })).toContain(text)
})

test('a statement makes no other claim', () => {
  const document = { type: 'https://spdx.dev/Document', text: '{"name":"app"}' }
  const other = { ...subject, digest: digestOf(Buffer.of(2)) }
  const statement = formatStatement({ ...claim, predicate: document })
  expect(() => checkStatement(statement, { ...claim, subject: other, predicate: document })).toThrow('another image')
  expect(() => checkStatement(statement, claim)).toThrow('does not state https://sigstore.dev/cosign/sign/v1')
  const changed = { ...document, text: '{"name":"other"}' }
  expect(() => checkStatement(statement, { ...claim, predicate: changed })).toThrow('states something else')
  expect(() => checkStatement('{}', claim)).toThrow('is not a statement')
})

test('content that is not a bundle is refused, whatever it is', () => {
  const text = fc.oneof(fc.json(), fc.string()).map((each) => Buffer.from(each))
  fc.assert(
    fc.property(fc.oneof(text, fc.uint8Array()), (bytes) => {
      expect(() => envelopeIn(bytes)).toThrow('is not a bundle')
    })
  )
})
