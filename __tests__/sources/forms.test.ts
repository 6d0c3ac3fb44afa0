import { expect, test } from 'vitest'
import { formatSource, parseSource } from '../../src/sources/open.ts'

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`

test.each([
  'oci-layout:out',
  'oci-layout:out/image:v1',
  'oci-archive:dist/app.tar',
  'docker-archive:app.tar:acme/app:1',
  'previous',
  'previous:build',
  'previous:__acme_app_2',
  `previous:build@${digest}`,
  'docker://ghcr.io/acme/app:1',
  `docker://ghcr.io/acme/app@${digest}`,
  'docker-daemon:app:test',
])('%s is a source, and is shown as it was written', (text) => {
  const source = parseSource(text)
  expect(source && formatSource(source)).toBe(text)
})

test.each([
  '',
  'out',
  'oci-layout',
  'oci-layout:',
  'previous:',
  'previous:two words',
  'previous:../build',
  `previous@${digest}`,
  `previous:build@sha256:0`,
  'previous:build@latest',
  'docker:app',
  'file:out',
])('%s is not a source', (text) => {
  expect(parseSource(text)).toBeUndefined()
})
