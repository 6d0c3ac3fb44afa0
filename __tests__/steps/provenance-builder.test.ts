import { expect, test } from 'vitest'
import { attestWithBuilder, withBuilder } from '../../src/steps/request/provenance-builder.ts'

const variables = { GITHUB_REPOSITORY: 'acme/app', GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '2' }
const run = 'https://github.com/acme/app/actions/runs/7/attempts/2'

test.each([
  ['', ''],
  ['false', 'false'],
  ['True', `builder-id=${run}`],
  ['mode=max', `mode=max,builder-id=${run}`],
  ['mode=min,inline-only=true', `mode=min,inline-only=true,builder-id=${run}`],
  ['mode=max,builder-id=https://acme.example', 'mode=max,builder-id=https://acme.example'],
])("provenance names the run as its builder, as docker/build-push-action's does: %s", (given, expected) => {
  expect(withBuilder(given, variables)).toBe(expected)
  expect(withBuilder(given, {})).toBe(given)
})

test.each([
  ['type=provenance,mode=max', `type=provenance,mode=max,builder-id=${run}`],
  ['type=provenance,disabled=true', 'type=provenance,disabled=true'],
  ['type=sbom', 'type=sbom'],
])('attests: %s', (given, expected) => {
  expect(attestWithBuilder(given, variables)).toBe(expected)
})
