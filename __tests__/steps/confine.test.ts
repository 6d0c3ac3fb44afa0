import { expect, test } from 'vitest'
import { confine } from '../../src/steps/request/confine.ts'
import { plain } from '../builder/request.ts'

const distrust = { isTrusted: false, stranger: 'a pull request from a fork', ownCaches: [] } as const

const caches = [
  'type=gha',
  'acme/app:cache',
  'type=s3,bucket=b,secret_access_key=hidden',
  'type=local,dest=c',
  'type=inline',
]

test('if caches are shared, writes none, and does not read that of the runner', () => {
  const { request, leftOut } = confine({ ...plain, cacheFrom: caches, cacheTo: caches }, distrust)
  expect(request.cacheTo).toEqual([])
  expect(request.cacheFrom).toEqual(caches.slice(1))
  expect(leftOut).toEqual([
    'cache-from type=gha',
    'cache-to type=gha',
    'cache-to acme/app:cache',
    'cache-to type=s3',
    'cache-to type=local',
    'cache-to type=inline',
  ])
})

test('if GitHub isolates the caches of a pull request, keeps those, and writes no others', () => {
  const { request, leftOut } = confine(
    { ...plain, cacheFrom: caches, cacheTo: caches },
    { ...distrust, ownCaches: ['gha', 'inline', 'local'] }
  )
  expect(request.cacheFrom).toEqual(caches)
  expect(request.cacheTo).toEqual(['type=gha', 'type=local,dest=c', 'type=inline'])
  expect(leftOut).toEqual(['cache-to acme/app:cache', 'cache-to type=s3'])
})

test('keeps outputs to folders, and drops outputs to registries and those that cannot be parsed', () => {
  const outputs = [
    'out',
    'type=docker,dest=app.tar',
    'type=registry,name=a',
    'type=image,"name=a,b",push=true',
    'type="',
  ]
  const { request, leftOut } = confine({ ...plain, outputs }, distrust)
  expect(request.outputs).toEqual(['out', 'type=docker,dest=app.tar'])
  expect(leftOut).toEqual(['outputs type=registry,name=a', 'outputs type=image,name=a,b', 'outputs (cannot be parsed)'])
})
