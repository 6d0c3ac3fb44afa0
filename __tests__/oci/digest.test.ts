import fc from 'fast-check'
import { expect, test } from 'vitest'
import { algorithmOf, digester, digestOf, isDigest, shortDigest } from '../../src/oci/digest.ts'

const empty = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const hello = new TextEncoder().encode('hello world')

test('computes the example digests of the image-spec', () => {
  expect(digestOf(new Uint8Array())).toBe(empty)
  expect(digestOf(hello)).toBe('sha256:b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9')
  expect(digestOf(hello, 'sha512')).toBe(
    'sha512:309ecc489c12d6eb4cc40f50c902f2b4d0ed77ee511a7c7a9bcd3ca86d4cd86f' +
      '989dd35bc5ff499670da34255b45b0cfd830e81f605dcf7dc5542e93ae9cd76f'
  )
})

test('computes the same digest however content is split', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 50 })),
      fc.constantFrom('sha256', 'sha512'),
      (pieces, algorithm) => {
        const streamed = digester(algorithm)
        for (const piece of pieces) streamed.update(piece)
        const digest = streamed.digest()
        expect(digest).toBe(digestOf(Buffer.concat(pieces), algorithm))
        expect(isDigest(digest)).toBe(true)
        expect(algorithmOf(digest)).toBe(algorithm)
      }
    )
  )
})

test.each([
  ['another algorithm', 'md5:d41d8cd98f00b204e9800998ecf8427e'],
  ['an unknown algorithm', `blake3:${'a'.repeat(64)}`],
  ['upper case', empty.toUpperCase()],
  ['upper case in the hash', empty.replace('e3b0', 'E3B0')],
  ['a digit too few', empty.slice(0, -1)],
  ['a digit too many', `${empty}0`],
  ['the length of another algorithm', `sha512:${empty.slice(7)}`],
  ['no algorithm', empty.slice(7)],
  ['a path', `sha256:${'../'.repeat(21)}a`],
  ['a line end', `${empty}\n`],
  ['a preceding line', `x\n${empty}`],
  ['nothing', ''],
])('%s is not a digest', (_, text) => {
  expect(isDigest(text)).toBe(false)
})

test('shortens a digest for the log', () => {
  expect(shortDigest(digestOf(hello))).toBe('sha256:b94d27b9934d')
  expect(shortDigest(digestOf(hello, 'sha512'))).toBe('sha512:309ecc489c12')
})
