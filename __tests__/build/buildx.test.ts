import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BuildRequest, Destination } from '../../src/build/build-request.ts'
import { buildxArguments } from '../../src/build/buildx.ts'
import { dockerfileOf, isRemote } from '../../src/build/context.ts'
import { plain } from './request.ts'

const sink: Destination = { kind: 'sink', name: '127.0.0.1:5000/manifold/x:image' }

function argv(changes: Partial<BuildRequest>, destination: Destination = { kind: 'none' }) {
  return buildxArguments({ ...plain, ...changes }, destination, '/tmp/metadata.json')
}

test('a build of which nothing is asked is the checkout, into the sink, without attestations', () => {
  expect(argv({}, sink)).toEqual([
    'build',
    '--progress=plain',
    '--metadata-file=/tmp/metadata.json',
    '--provenance=false',
    '--output=type=image,name=127.0.0.1:5000/manifold/x:image,push=true,store=false',
    '--',
    '.',
  ])
})

test('every input reaches buildx', () => {
  const all: BuildRequest = {
    context: 'app',
    file: 'docker/Dockerfile.web',
    target: 'prod',
    platforms: ['linux/amd64', 'linux/arm64/v8'],
    buildArgs: ['A=1', 'B=x,y', 'FROM_ENVIRONMENT'],
    buildContexts: ['base=docker-image://alpine'],
    secrets: [
      { id: 'npm', source: { file: '/tmp/secret-0' } },
      { id: 'aws', source: { variable: 'AWS_TOKEN' } },
    ],
    ssh: ['default'],
    cacheFrom: ['type=gha'],
    cacheTo: ['type=gha,mode=max'],
    noCache: true,
    noCacheFilters: ['deps', 'build'],
    pull: true,
    addHosts: ['db:10.0.0.1'],
    allow: ['network.host'],
    attests: ['type=sbom'],
    provenance: 'mode=max',
    sbom: 'true',
    network: 'host',
    shmSize: '2g',
    ulimit: ['nofile=1024:1024'],
    cgroupParent: 'actions',
    builder: 'mine',
    call: 'check',
    labels: ['a=b', 'description=two\nlines'],
    annotations: ['manifest:a=b'],
    outputs: ['type=local,dest=out'],
    load: true,
  }
  expect(argv(all, sink)).toEqual([
    'build',
    '--progress=plain',
    '--metadata-file=/tmp/metadata.json',
    '--builder=mine',
    '--file=docker/Dockerfile.web',
    '--target=prod',
    '--platform=linux/amd64,linux/arm64/v8',
    '--build-arg=A=1',
    '--build-arg=B=x,y',
    '--build-arg=FROM_ENVIRONMENT',
    '--build-context=base=docker-image://alpine',
    '--secret=id=npm,src=/tmp/secret-0',
    '--secret=id=aws,env=AWS_TOKEN',
    '--ssh=default',
    '--cache-from=type=gha',
    '--cache-to=type=gha,mode=max',
    '--no-cache',
    '--no-cache-filter=deps',
    '--no-cache-filter=build',
    '--pull',
    '--add-host=db:10.0.0.1',
    '--allow=network.host',
    '--attest=type=sbom',
    '--provenance=mode=max',
    '--sbom=true',
    '--network=host',
    '--shm-size=2g',
    '--ulimit=nofile=1024:1024',
    '--cgroup-parent=actions',
    '--call=check',
    '--label=a=b',
    '--label=description=two\nlines',
    '--annotation=manifest:a=b',
    '--output=type=image,name=127.0.0.1:5000/manifold/x:image,push=true,store=false',
    '--output=type=docker',
    '--output=type=local,dest=out',
    '--',
    'app',
  ])
})

test('an image that is taken as files goes to a folder; without a destination it goes where the user says', () => {
  const outputs = ['type=local,dest=out']
  const layout: Destination = { kind: 'layout', directory: '/tmp/layout' }
  const outputsOf = (args: readonly string[]) => args.filter((arg) => arg.startsWith('--output='))
  expect(outputsOf(argv({ outputs }, layout))).toEqual([
    '--output=type=oci,tar=false,dest=/tmp/layout',
    '--output=type=local,dest=out',
  ])
  expect(outputsOf(argv({ outputs, load: true }))).toEqual(['--output=type=docker', '--output=type=local,dest=out'])
  expect(outputsOf(argv({}))).toEqual([])
})

test('values that buildx reads as CSV are quoted where they must be', () => {
  const secrets: BuildRequest['secrets'] = [
    { id: 'a', source: { file: '/tmp/odd, "path"/secret-0' } },
    { id: 'x,src=/etc/passwd', source: { variable: 'V' } },
  ]
  const args = argv({ secrets }, { kind: 'layout', directory: '/tmp/a,b' })
  expect(args).toContain('--secret=id=a,"src=/tmp/odd, ""path""/secret-0"')
  expect(args).toContain('--secret="id=x,src=/etc/passwd",env=V')
  expect(args).toContain('--output=type=oci,tar=false,"dest=/tmp/a,b"')
})

const attestation = (args: readonly string[]) => args.filter((arg) => /^--(?:attest|provenance|sbom)=/.test(arg))

// Without being asked, buildx makes an index of every image, to hold its provenance.
test.each<[string, Partial<BuildRequest>, readonly string[]]>([
  ['nothing', {}, ['--provenance=false']],
  ['no SBOM', { sbom: 'false' }, ['--provenance=false', '--sbom=false']],
  ['no provenance', { provenance: 'false' }, ['--provenance=false']],
  ['provenance', { provenance: 'true' }, ['--provenance=true']],
  ['an SBOM', { sbom: 'true' }, ['--sbom=true']],
  ['an SBOM and no provenance', { sbom: 'true', provenance: 'false' }, ['--provenance=false', '--sbom=true']],
  ['one in the form of buildx', { attests: ['type=provenance,mode=min'] }, ['--attest=type=provenance,mode=min']],
])('attestations, where the user asks for %s', (_, changes, args) => {
  expect(attestation(argv(changes, sink))).toEqual(args)
})

test('whatever a value holds, it stays one argument of its own flag, and nothing becomes a flag', () => {
  const odd = fc.oneof(
    fc.constantFrom('-x', '--push', '-', '--', '=', ',', '"', "'", ' ', '\n', '$(id)', '`id`', '\\', ';rm -rf /'),
    fc.string({ unit: 'grapheme', minLength: 1 })
  )
  const lists = fc.array(odd, { maxLength: 3 })
  const request = fc.record({
    context: odd,
    file: odd,
    target: odd,
    buildArgs: lists,
    buildContexts: lists,
    ssh: lists,
    cacheFrom: lists,
    cacheTo: lists,
    noCacheFilters: lists,
    addHosts: lists,
    allow: lists,
    attests: lists,
    network: odd,
    ulimit: lists,
    builder: odd,
    call: odd,
    labels: lists,
    annotations: lists,
    outputs: lists,
  })
  fc.assert(
    fc.property(request, (changes) => {
      const args = argv(changes)
      expect(args.slice(-2)).toEqual(['--', changes.context])
      const values = args.slice(1, -2).map((arg) => /^--[a-z-]+=(?<value>.*)$/s.exec(arg)?.groups?.value)
      const given = Object.entries(changes).flatMap(([name, value]) => (name === 'context' ? [] : value))
      expect(given.every((value) => values.includes(value))).toBe(true)
      expect(values).toHaveLength(given.length + 2 + (changes.attests.length === 0 ? 1 : 0))
    })
  )
})

test.each([
  ['.', false],
  ['app', false],
  ['/absolute/path', false],
  ['github.com', false],
  ['https', false],
  ['git', false],
  ['https://github.com/acme/app.git#main:folder', true],
  ['http://example.com/context.tar.gz', true],
  ['git://example.com/app', true],
  ['ssh://git@example.com/app', true],
  ['git@github.com:acme/app.git', true],
  ['github.com/acme/app', true],
])('the context %s is fetched: %s', (context, expected) => {
  expect(isRemote(context)).toBe(expected)
})

test.each([
  [{ context: '.', file: '' }, 'Dockerfile'],
  [{ context: './app', file: '' }, 'app/Dockerfile'],
  [{ context: 'app/', file: '' }, 'app/Dockerfile'],
  [{ context: 'app', file: 'docker/Dockerfile.web' }, 'docker/Dockerfile.web'],
  [{ context: 'https://github.com/acme/app.git', file: '' }, 'Dockerfile'],
  [{ context: 'https://github.com/acme/app.git', file: 'docker/Dockerfile' }, 'docker/Dockerfile'],
])('the Dockerfile of %o is %s', (request, file) => {
  expect(dockerfileOf(request)).toBe(file)
})
