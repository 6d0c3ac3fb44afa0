import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bakeArguments, printArguments } from '../../src/builder/bake/bake-arguments.ts'
import { dockerfileIn, explainBake, explainDefinition } from '../../src/builder/bake/bake-failure.ts'
import type { BakeRequest, PlannedTarget } from '../../src/builder/bake/bake-request.ts'
import { parseBakeDefinition } from '../../src/builder/bake/definition.ts'
import { withEscapes, withoutEscapes } from '../../src/builder/bake/templates.ts'
import { formatBakeDefinition } from '../../src/builder/bake/write-definition.ts'
import { InputError } from '../../src/input-error.ts'

const dollar = '$'

function definitionOf(target: unknown): string {
  return JSON.stringify({ target })
}

function planOf(text: string, changes: Partial<PlannedTarget> = {}): readonly PlannedTarget[] {
  return parseBakeDefinition(text).map((target) => ({
    ...{ target, names: [], outputs: target.outputs, imageAttributes: new Map(), labels: new Map() },
    ...changes,
  }))
}

test('reads what buildx prints, as objects in new versions and as texts in old ones', () => {
  const fields = {
    context: 'api',
    args: { VERSION: `1${dollar}${dollar}{x}`, NOTHING: null },
    tags: ['a/b:1'],
    unknown: { field: true },
  }
  const [asObjects, asTexts] = [
    {
      output: [{ type: 'image', name: 'a,b' }],
      'cache-to': [{ type: 'gha', mode: 'max' }],
      secret: [{ id: 'a', env: 'A' }],
      ssh: [{ id: 'default', paths: ['k1', 'k2'] }],
    },
    {
      output: ['type=image,"name=a,b"'],
      'cache-to': ['type=gha,mode=max'],
      secret: ['id=a,env=A'],
      ssh: ['default=k1,k2'],
    },
  ]
  const [first] = parseBakeDefinition(definitionOf({ api: { ...fields, ...asObjects } }))
  const [second] = parseBakeDefinition(definitionOf({ api: { ...fields, ...asTexts } }))
  expect({ ...first, fields: {} }).toEqual({ ...second, fields: {} })
  expect(first).toMatchObject({
    name: 'api',
    dockerfile: 'Dockerfile',
    args: new Map([['VERSION', `1${dollar}{x}`]]),
    outputs: ['type=image,"name=a,b"'],
    ssh: ['default=k1,k2'],
  })
})

test('a description may contain what bake would evaluate: it is not passed on', () => {
  const [target] = parseBakeDefinition(definitionOf({ a: { description: `of ${dollar}{X}`, context: 'a' } }))
  expect(target?.fields).toEqual({ context: 'a' })
})

test.each([
  ['', /not JSON/],
  ['{"target":{"a":{}', /not JSON/],
  ['{}', /it has no targets/],
  [definitionOf({ 'a b': {} }), /'a b' is not a valid target/],
  [definitionOf({ a: 1 }), /'a' is not a valid target/],
  [definitionOf({ a: { context: `${dollar}{homedir()}` } }), /target 'a' has a literal '\$\{' or '%\{' in 'context'/],
  [definitionOf({ a: { args: { '%{x}': '' } } }), /in 'args'/],
  [definitionOf({ a: { secret: [{ id: 'a', src: `%{if true}x%{endif}` }] } }), /in 'secret'/],
  [definitionOf(Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`t${i}`, {}]))), /more than 1000 targets/],
])('rejects %.40s', (text, message) => {
  expect(() => parseBakeDefinition(text)).toThrow(message)
})

test('never throws anything but InputError', () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.array(tie('any')),
      fc.dictionary(fc.string(), tie('any'))
    ),
  })).any
  const field = fc.constantFrom('context', 'args', 'tags', 'output', 'secret', 'ssh', 'cache-to', 'labels', 'other')
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.dictionary(field, value)), (target) => {
      try {
        for (const { tags, outputs } of parseBakeDefinition(definitionOf(target))) {
          expect([...tags, ...outputs].every((text) => typeof text === 'string')).toBe(true)
        }
      } catch (error) {
        expect(error).toBeInstanceOf(InputError)
      }
    })
  )
})

test('escapes every text so that bake evaluates nothing in it', () => {
  const piece = fc.constantFrom('${', '%{', '}', 'a', ' ', '"')
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('')
      expect(withoutEscapes(withEscapes(text))).toBe(text)
      expect(withEscapes(text)).not.toMatch(/(?<!\$)\$\{|(?<!%)%\{/)
    })
  )
})

test('writes a definition with the sink as the only destination that is pushed to', () => {
  const text = definitionOf({
    api: {
      tags: ['a/b:1'],
      output: ['type=registry', 'type=local,dest=out'],
      labels: { own: `a${dollar}${dollar}{b}` },
    },
    base: { output: ['type=cacheonly'], tags: ['a/base:1'] },
  })
  const [api, base] = planOf(text) as [PlannedTarget, PlannedTarget]
  const planned = {
    ...api,
    names: ['docker.io/a/b:1'],
    outputs: ['type=local,dest=out'],
    labels: new Map([['x', 'y']]),
  }
  const written = formatBakeDefinition(
    [planned, base],
    new Map([['api', { kind: 'sink', name: '127.0.0.1:5/m/x:image' }]])
  )
  expect(JSON.parse(written).target).toEqual({
    api: {
      output: [
        'type=local,dest=out',
        'type=image,name=127.0.0.1:5/m/x:image,push=true,store=false,oci-mediatypes=true',
      ],
      labels: { own: `a${dollar}${dollar}{b}`, x: 'y' },
      attest: ['type=provenance,disabled=true'],
    },
    base: { tags: ['a/base:1'], output: ['type=cacheonly'], attest: ['type=provenance,disabled=true'] },
  })
})

test('lets caches fail, and leaves out those that are read once their layers are gone', () => {
  const plan = planOf(
    definitionOf({
      api: { 'cache-from': ['type=gha'], 'cache-to': [{ type: 'gha', mode: 'max' }, 'type=inline'] },
      web: { 'cache-from': [{ type: 'local', src: 'x' }], 'cache-to': ['type=local,dest=x,ignore-error=false'] },
    })
  )
  const nameOf = (name: string) => name
  const targetsOf = (readsCaches: boolean) =>
    JSON.parse(formatBakeDefinition(plan, new Map(), { nameOf, readsCaches })).target
  const { api, web } = targetsOf(true)
  expect(api).toMatchObject({
    'cache-from': ['type=gha'],
    'cache-to': ['type=gha,mode=max,ignore-error=true', 'type=inline'],
  })
  expect(web).toMatchObject({
    'cache-from': [{ type: 'local', src: 'x' }],
    'cache-to': ['type=local,dest=x,ignore-error=false'],
  })
  const again = targetsOf(false)
  expect(again.api).not.toHaveProperty('cache-from')
  expect(again.api['cache-to']).toEqual(api['cache-to'])
})

test('gives targets other names where those of another repository are read again beside them', () => {
  const plan = planOf(definitionOf({ api: { contexts: { base: 'target:base', other: 'docker-image://x' } }, base: {} }))
  const { target } = JSON.parse(
    formatBakeDefinition(plan, new Map(), { nameOf: (name) => `other-${name}`, readsCaches: true })
  )
  expect(Object.keys(target)).toEqual(['other-api', 'other-base'])
  expect(target['other-api'].contexts).toEqual({ base: 'target:other-base', other: 'docker-image://x' })
})

test('passes on what the inputs ask for, and nothing from the definition', () => {
  const request: BakeRequest = {
    directory: '/work',
    given: ['docker-bake.hcl', 'cwd://local.json'],
    own: ['/tmp/names.json'],
    targets: ['api'],
    set: ['*.args.X=1'],
    allow: ['network.host'],
    noCache: true,
    pull: true,
    load: true,
    provenance: 'mode=max',
    sbom: 'true',
    call: '',
    builder: 'mine',
  }
  expect(printArguments(request)).toEqual([
    ...['bake', '--progress=plain', '--builder=mine', '--allow=network.host', '--print'],
    ...['--file=docker-bake.hcl', '--file=cwd://local.json', '--file=/tmp/names.json', '--set=*.args.X=1'],
    ...['--no-cache', '--pull', '--load', '--provenance=mode=max', '--sbom=true', '--', 'api'],
  ])
  const files = { definition: '/tmp/d.json', metadata: '/tmp/m.json' }
  expect(bakeArguments(request, ['api', 'web'], files)).toEqual([
    ...['bake', '--progress=plain', '--builder=mine', '--allow=network.host', '--metadata-file=/tmp/m.json'],
    ...['--file=/tmp/d.json', '--', 'api', 'web'],
  ])
  const remote = { ...request, given: [], own: ['cwd:///tmp/names.json'], remote: 'https://example.com/app.git#v1' }
  expect(printArguments(remote).slice(-3)).toEqual(['--', 'https://example.com/app.git#v1', 'api'])
  expect(bakeArguments(remote, ['api'], files)).toEqual(
    expect.arrayContaining(['--file=cwd:///tmp/names.json', '--file=cwd:///tmp/d.json', remote.remote])
  )
})

test('says where a definition is wrong once, and which target does not exist', () => {
  const wrong = [
    'docker-bake.hcl:6',
    '--------------------',
    '   6 | >>>     condition = VERSION != ""',
    '--------------------',
    'ERROR: docker-bake.hcl:6,17-30: Validation failed; no version',
  ].join('\n')
  expect(explainDefinition(wrong, 1).message).toBe(
    'The bake definition cannot be read at docker-bake.hcl:6: Validation failed; no version.'
  )
  expect(explainDefinition('#1 DONE 0.0s\nERROR: failed to find target nope\n', 1).message).toMatch(
    /^The bake definition has no target or group 'nope': check 'bake-targets'/
  )
})

describe('a bake that failed', () => {
  const plan = planOf(definitionOf({ api: { context: 'api' }, web: { context: 'web', dockerfile: '/abs/Dockerfile' } }))
  const place = { directory: '/checkout/ci', workspace: '/checkout' }
  const explain = (output: string) => explainBake(output, 1, plan, place)

  test('names the Dockerfile as it is in the checkout', async () => {
    const rule = '--------------------'
    const output = `Dockerfile:3\n${rule}\n   3 | >>> RUN false\n${rule}\nERROR: target api: failed to solve: exit code: 1\n`
    const { message, place: where } = await explain(output)
    expect(message).toMatch(/^The build of target 'api' failed at ci\/api\/Dockerfile:3: /)
    expect(where).toMatchObject({ file: 'ci/api/Dockerfile', line: 3 })
    expect(dockerfileIn((plan[1] as PlannedTarget).target, place)).toBe('../abs/Dockerfile')
  })

  test('gives no advice to set inputs that have no effect on a bake', async () => {
    expect((await explain('ERROR: target api: failed to solve: secret npm: not found\n')).message).toMatch(
      /'api' failed: secret npm: not found\. Name it in 'secret' of the target, or add a line '\*\.secrets=[^']*' to 'set', and /
    )
    expect((await explain('ERROR: target api: failed to read dockerfile: open x\n')).message).toMatch(
      /Check 'context' and 'dockerfile' of the target\.$/
    )
  })

  test('is only a check, of several Dockerfiles', async () => {
    expect((await explain('Check complete, 2 warnings have been found!\n')).message).toMatch(
      /found 2 warnings\. Fix them/
    )
  })
})
