import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLost, isRequired, mayPublish, type Required, unmatched } from '../../src/plan/gate.ts'

const targets = ['ghcr.io/acme/app', 'ghcr.io/acme/app-debug', 'docker.io/acme/app', 'localhost:5000/acme/app']
const name = fc.constantFrom(...targets)
const required = fc.oneof(
  fc.constantFrom<Required>('all', 'any'),
  fc.uniqueArray(fc.constantFrom(...targets, 'ghcr.io', 'docker.io'), { minLength: 1 })
)
const states = fc.uniqueArray(fc.record({ target: name, ready: fc.boolean() }), { selector: ({ target }) => target })

test.each<readonly [string, Required, boolean]>([
  ['ghcr.io/acme/app', 'all', true],
  ['ghcr.io/acme/app', 'any', false],
  ['ghcr.io/acme/app', ['ghcr.io'], true],
  ['ghcr.io/acme/app', ['ghcr.io/acme'], true],
  ['ghcr.io/acme/app', ['ghcr.io/acme/app'], true],
  ['ghcr.io/acme/app-debug', ['ghcr.io/acme/app'], false],
  ['ghcr.io.example/acme/app', ['ghcr.io'], false],
  ['localhost:5000/acme/app', ['localhost'], false],
  ['docker.io/acme/app', ['docker.io/acme'], true],
  ['docker.io/acme-debug/app', ['docker.io/acme'], false],
  // On Docker Hub, an image without an owner is in `library/`.
  ['docker.io/library/nginx', ['docker.io/nginx'], true],
  ['docker.io/library/nginx', ['docker.io/library'], true],
  ['ghcr.io/library/nginx', ['ghcr.io/nginx'], false],
])('%s is required by %j: %s', (target, rule, expected) => {
  expect(isRequired(target, rule)).toBe(expected)
})

test.each<readonly [Required, readonly string[]]>([
  ['all', []],
  ['any', []],
  [['ghcr.io', 'docker.io/acme', 'localhost:5000/acme/app'], []],
  [
    ['ghcr.io/acme/ap', 'docker.io', 'quay.io'],
    ['ghcr.io/acme/ap', 'quay.io'],
  ],
])('finds the entries of %j that no target matches: %j', (rule, expected) => {
  expect(unmatched(targets, rule)).toEqual(expected)
})

test('allows publishing if every required target is ready, and at least one is', () => {
  fc.assert(
    fc.property(states, required, (all, rule) => {
      const ready = all.filter((each) => each.ready)
      const needed = all.filter(({ target }) => isRequired(target, rule))
      expect(mayPublish(all, rule)).toBe(ready.length > 0 && needed.every((each) => each.ready))
    })
  )
})

test('considers a release lost if and only if it can no longer be published', () => {
  fc.assert(
    fc.property(states, required, (all, rule) => {
      const failed = all.filter(({ ready }) => !ready).map(({ target }) => target)
      const lost = isLost(
        failed,
        all.map(({ target }) => target),
        rule
      )
      expect(lost).toBe(all.length > 0 && !mayPublish(all, rule))
    })
  )
})
