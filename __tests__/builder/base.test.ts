import { expect, test } from 'vitest'
import { baseOf } from '../../src/builder/dockerfile/base.ts'

const plain = { target: '', buildArgs: [], buildContexts: [] }

test.each<[string, string, string | undefined]>([
  ['names it', 'FROM ghcr.io/acme/base:1\nCOPY . /', 'ghcr.io/acme/base:1'],
  ['starts from scratch', 'FROM scratch\nCOPY . /', undefined],
  ['has several stages', 'FROM golang AS build\nRUN go build\nFROM alpine:3\nCOPY --from=build /x /', 'alpine:3'],
  ['builds on an earlier stage', 'FROM node:24 AS Base\nFROM golang\nFROM base AS app\nRUN x', 'node:24'],
  ['has a stage with the name of an image', 'FROM alpine AS debian\nFROM debian', 'alpine'],
  ['has lower-case keywords and a platform', 'from --platform=$BUILDPLATFORM alpine:3 as build', 'alpine:3'],
  ['has arguments', 'ARG VERSION=3\nARG IMAGE="alpine:$VERSION"\nFROM $IMAGE', 'alpine:3'],
  ['has a default value in FROM', `ARG TAG\nFROM alpine:$\{TAG:-edge}`, 'alpine:edge'],
  ['continues a line', '# syntax=docker/dockerfile:1\nFROM \\\n  # which one\n  alpine:3 \\\n  AS app', 'alpine:3'],
  ['continues a line with another escape character', '# escape=`\nFROM `\n alpine', 'alpine'],
  ['has a here-document that looks like one', 'FROM alpine\nCOPY <<EOF /Dockerfile\nFROM debian\nEOF\nRUN x', 'alpine'],
  ['has comments', '# FROM debian\nFROM alpine # no comment\n', 'alpine'],
  ['is empty', '', undefined],
  ['is not a Dockerfile', 'hello world', undefined],
])('finds the base image of a Dockerfile that %s', (_, dockerfile, base) => {
  expect(baseOf(dockerfile, plain)).toBe(base)
})

const doubling = Array.from({ length: 60 }, (_, n) => `ARG A${n + 1}=$A${n}$A${n}`)

test.each<[string, string, string | undefined]>([
  ['arguments that double each other', ['ARG A0=xxxxxxxxxx', ...doubling, 'FROM alpine:$A60'].join('\n'), 'alpine:'],
  [
    'an argument that is used 200,000 times',
    `ARG A=${'x'.repeat(4_000)}\nFROM alpine:${'$A'.repeat(200_000)}`,
    undefined,
  ],
  ['an unterminated here-document', `${'FROM golang\nRUN <<EOF\n'.repeat(100_000)}FROM alpine:`, 'golang'],
])('reads a Dockerfile with %s quickly, and finds no image that does not exist', (_, dockerfile, base) => {
  expect(baseOf(dockerfile, plain)).toBe(base)
})

test('reads a Dockerfile with many lines and stages quickly', () => {
  const stages = Array.from({ length: 40_000 }, (_, n) => `FROM ${n === 0 ? 'alpine:3' : `s${n - 1}`} AS s${n}`)
  expect(baseOf([...stages, ''].join('\n'), plain)).toBe('alpine:3')
  expect(baseOf(`${'\n'.repeat(1_000_000)}FROM alpine:3`, plain)).toBe('alpine:3')
})

test('prefers the inputs to the Dockerfile', () => {
  const dockerfile = 'ARG TAG=3\nFROM alpine:$TAG AS base\nFROM base AS test\nFROM debian AS last\n'
  expect(baseOf(dockerfile, { ...plain, target: 'TEST' })).toBe('alpine:3')
  expect(baseOf(dockerfile, { ...plain, target: 'base', buildArgs: ['TAG=edge'] })).toBe('alpine:edge')
  expect(baseOf(dockerfile, { ...plain, target: 'none' })).toBeUndefined()
  const buildContexts = ['debian=docker-image://ghcr.io/acme/base:1', 'other=./folder']
  expect(baseOf(dockerfile, { ...plain, buildContexts })).toBe('ghcr.io/acme/base:1')
  expect(baseOf(dockerfile, { ...plain, buildContexts: ['debian=./folder'] })).toBeUndefined()
})
