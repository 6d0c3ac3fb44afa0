import { expect, test } from 'vitest'
import { ownLabels } from '../../src/builder/dockerfile/own-labels.ts'

const plain = { target: '', buildArgs: [] }
const title = 'org.opencontainers.image.title'

test.each([
  ['a pair', `LABEL ${title}=mine`],
  ['a pair whose value has spaces', `LABEL ${title}="my app"`],
  ['a key in quotes', `LABEL "${title}"="my app"`],
  ['several pairs', `LABEL a=b \\\n  # the title\n  ${title}='my app' \\\n  c=d`],
  ['the old form', `LABEL ${title} my app`],
  ['a value made of an argument', `ARG NAME\nLABEL ${title}=$NAME`],
  ['a key made of an argument', `ARG KEY\nLABEL org.opencontainers.image.\${KEY:-x}=mine`],
  ['any case of the instruction', `label ${title}=mine`],
])('finds a label that is set with %s', (_, text) => {
  expect(ownLabels(`FROM scratch\n${text}\nCOPY . /\n`, plain)?.(title)).toBe(true)
})

test.each([
  ['another key', 'LABEL org.opencontainers.image.version=1'],
  ['the key in a value', `LABEL note="${title}=mine"`],
  ['the key in the value of the old form', `LABEL note ${title}=mine`],
  ['a comment', `# LABEL ${title}=mine`],
  ['another instruction', `RUN echo LABEL ${title}=mine`],
  ['a here-document', `RUN <<EOF\nLABEL ${title}=mine\nEOF`],
  ['what children of the image get', `ONBUILD LABEL ${title}=mine`],
])('does not take %s for the label', (_, text) => {
  expect(ownLabels(`FROM scratch\n${text}\n`, plain)?.(title)).toBe(false)
})

const stages = `ARG FLAVOR=slim
FROM alpine AS base-slim
LABEL a=1
FROM base-\${FLAVOR} AS build
LABEL b=1
FROM build AS prod
LABEL c=1
FROM scratch AS docs
LABEL d=1
`

test.each([
  ['', ['d']],
  ['docs', ['d']],
  ['Prod', ['a', 'b', 'c']],
  ['build', ['a', 'b']],
  ['0', ['a']],
])('finds the labels of the target %j and of the stages that it is built from', (target, keys) => {
  const own = ownLabels(stages, { ...plain, target })
  expect(['a', 'b', 'c', 'd'].filter((key) => own?.(key))).toEqual(keys)
})

test('resolves build arguments in the name of a stage', () => {
  const own = ownLabels(stages, { target: 'build', buildArgs: ['FLAVOR=other'] })
  expect(['a', 'b'].filter((key) => own?.(key))).toEqual(['b'])
})

test('knows nothing about an empty Dockerfile or a stage that does not exist', () => {
  expect(ownLabels('', plain)).toBeUndefined()
  expect(ownLabels(stages, { ...plain, target: 'web' })).toBeUndefined()
})

test('matches a key with many variables quickly', () => {
  const own = ownLabels(
    `FROM scratch\nLABEL ${'$A.'.repeat(500)}x=mine ${'$A'.repeat(500)}-y=mine o$A.image.$A=mine\n`,
    plain
  )
  expect(own?.(`${'org.'.repeat(100)}image.title`)).toBe(true)
  expect(own?.('o')).toBe(false)
  expect(own?.(`${'.'.repeat(200)}z`)).toBe(false)
})
