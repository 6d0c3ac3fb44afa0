import { expect, test } from 'vitest'
import { usedBase } from '../../src/builder/dockerfile/used-base.ts'
import { digestFor } from '../plan/comparison/layers.ts'
import { plain } from './request.ts'

const digest = digestFor('base')
const materials = [
  `docker/dockerfile:1@${digestFor('frontend')}`,
  `golang:1.26@${digestFor('go')}`,
  `debian:12@${digest}`,
  `ghcr.io/acme/base@${digestFor('acme')}`,
]

test.each([
  ['FROM golang:1.26 AS build\nFROM debian:12\nCOPY --from=build /app /app\n', { name: 'debian:12', digest }],
  ['FROM docker.io/library/debian:12\n', { name: 'docker.io/library/debian:12', digest }],
  ['FROM ghcr.io/acme/base\n', { name: 'ghcr.io/acme/base', digest: digestFor('acme') }],
  ['FROM ghcr.io/acme/base:latest\n', { name: 'ghcr.io/acme/base:latest', digest: digestFor('acme') }],
  [`FROM debian:12@${digestFor('pinned')}\n`, { name: 'debian:12', digest: digestFor('pinned') }],
  ['FROM debian:11\n', { name: 'debian:11' }],
  ['FROM scratch\n', undefined],
  ['ARG BASE\nFROM $BASE\n', undefined],
  ['', undefined],
])('finds the base image of %j', (dockerfile, base) => {
  expect(usedBase(plain, dockerfile, { materials })).toEqual(base)
})
