import { expect, test } from 'vitest'
import { attributesOf, isPushed } from '../../src/builder/buildx/options/attributes.ts'
import { tolerant } from '../../src/builder/buildx/options/cache-option.ts'

test('parses attributes as a CSV record', () => {
  const text = 'type=registry, Mode =max,"ref=a,b",note=x=y'
  expect(Object.fromEntries(attributesOf(text) ?? [])).toEqual({
    type: 'registry',
    mode: 'max',
    ref: 'a,b',
    note: 'x=y',
  })
  expect(Object.fromEntries(attributesOf('acme/app:cache') ?? [])).toEqual({})
  expect(attributesOf('type="registry')).toBeUndefined()
  expect(attributesOf('type=local,dest=a\ntype=registry')).toBeUndefined()
})

test.each([
  ['type=registry', true],
  ['type=registry,push=false', false],
  ['"type=registry",name=a', true],
  ['type=image,name=a,push=true', true],
  ['type=image,"name=a,b","push=true"', true],
  ['type=image,name=a, PUSH =1', true],
  ['type=image,name=a,push=', true],
  ['type=image,name=a,push=false', false],
  ['type=image,name=a,push-by-digest=true', true],
  ['type=image,name=a,push-by-digest=false', false],
  ['type=image,name=a', false],
  ['type=local,dest=out', false],
  ['out', false],
  ['type=oci,dest=push=true', false],
  ['type=local,dest="out', true],
])('the output %s is pushed: %s', (output, expected) => {
  expect(isPushed(output)).toBe(expected)
})

test.each([
  ['type=gha,mode=max', 'type=gha,mode=max,ignore-error=true'],
  ['type=registry,"ref=a",mode=max', 'type=registry,ref=a,mode=max,ignore-error=true'],
  ['type=local,"dest=a,b"', 'type=local,"dest=a,b",ignore-error=true'],
  ['ghcr.io/acme/app:cache', 'type=registry,ref=ghcr.io/acme/app:cache,ignore-error=true'],
  ['type=gha,ignore-error=false', 'type=gha,ignore-error=false'],
  ['type=gha,Ignore-Error=true', 'type=gha,Ignore-Error=true'],
  ['type=inline', 'type=inline'],
  ['mode=max', 'mode=max'],
  ['type="gha', 'type="gha'],
])('a cache that cannot be written does not fail the build: %s', (given, expected) => {
  expect(tolerant([given])).toEqual([expected])
})
