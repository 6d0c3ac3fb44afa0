import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readHistory } from '../../../src/plan/comparison/history.ts'
import { instructionIn } from '../../../src/plan/comparison/instruction.ts'

test.each([
  [
    'RUN /bin/sh -c apt-get update && apt-get install -y curl # buildkit',
    'RUN apt-get update && apt-get install -y curl',
  ],
  ['RUN |2 VERSION=1.4 TOKEN=s3cret /bin/sh -c make release # buildkit', 'RUN make release'],
  ['RUN |1 NOTE=two words /bin/bash -eo pipefail -c make | tee log # buildkit', 'RUN make | tee log'],
  ['RUN /bin/ash -eo pipefail -c make # buildkit', 'RUN make'],
  ['RUN /bin/busybox sh -c "echo made > /made" # buildkit', 'RUN /bin/busybox sh -c "echo made > /made"'],
  // Where the command begins is unknown, and the values of build arguments are nobody's business.
  ['RUN |1 TOKEN=s3cret /opt/tool install # buildkit', 'RUN …'],
  ['COPY --chown=app . /app # buildkit', 'COPY --chown=app . /app'],
  ['/bin/sh -c #(nop) COPY file:4f2a in /app ', 'COPY file:4f2a in /app'],
  ['/bin/sh -c #(nop) ADD multi:77 in / ', 'ADD multi:77 in /'],
  ['|1 TOKEN=s3cret /bin/sh -c make', 'RUN make'],
  ['/bin/sh -c make', 'RUN make'],
  ['jib-maven-plugin:3.4.0', 'jib-maven-plugin:3.4.0'],
  ['ko build ko://example.com/app', 'ko build ko://example.com/app'],
  ['', ''],
])('reads %j as %j', (createdBy, instruction) => {
  expect(instructionIn(createdBy)).toBe(instruction)
})

test('never shows the value of a build argument', () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/)
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 4 }), word, (values, command) => {
      const given = values.map(([name, value]) => `${name.toUpperCase()}=V-${value}`).join(' ')
      for (const rest of [`/bin/sh -c ${command}`, command])
        expect(instructionIn(`RUN |${values.length} ${given} ${rest} # buildkit`)).not.toContain('V-')
    })
  )
})

const config = (fields: object) => JSON.stringify({ os: 'linux', architecture: 'arm64', variant: 'v8', ...fields })

test('reads the instructions of the layers, and the platform, and redacts secrets first', () => {
  const history = [
    { created_by: 'COPY busybox /bin/busybox # buildkit' },
    { created_by: 'ENV PATH=/bin', empty_layer: true },
    { comment: 'a layer without an instruction' },
    { created_by: 'RUN /bin/sh -c curl -H hunter2 # buildkit' },
  ]
  expect(readHistory(config({ history }), (text) => text.replaceAll('hunter2', '***'))).toEqual({
    platform: 'linux/arm64',
    instructions: ['COPY busybox /bin/busybox', undefined, 'RUN curl -H ***'],
  })
})

test.each(['', 'no JSON', '[]', '{"history":{}}', '{"history":[1,null,{"created_by":7,"empty_layer":true}]}'])(
  'reads no history from %j',
  (text) => {
    expect(readHistory(text, (shown) => shown)).toEqual({ instructions: [] })
  }
)
