import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BuildRequest } from '../../src/builder/build-request.ts'
import type { Destination } from '../../src/builder/builder.ts'
import { buildxArguments } from '../../src/builder/buildx/arguments.ts'
import { dockerfileOf, isRemote } from '../../src/builder/dockerfile/build-context.ts'
import { plain } from './request.ts'

const sink: Destination = { kind: 'sink', name: '127.0.0.1:5000/manifold/x:image' }

function argv(changes: Partial<BuildRequest>, destination: Destination = { kind: 'none' }) {
  return buildxArguments({ ...plain, ...changes }, destination, '/tmp/metadata.json')
}

test('by default, builds the checkout into the sink without attestations', () => {
  expect(argv({}, sink)).toEqual([
    'build',
    '--progress=plain',
    '--metadata-file=/tmp/metadata.json',
    '--provenance=false',
    '--output=type=image,name=127.0.0.1:5000/manifold/x:image,push=true,store=false,oci-mediatypes=true',
    '--',
    '.',
  ])
})

test.each([
  ['127.0.0.1:5000', ''],
  ['[::1]:5000', ''],
  ['172.17.0.1:5000', ',registry.insecure=true'],
  ['[fd00::1]:5000', ',registry.insecure=true'],
])('has the builder push to %s over plain HTTP', (host, insecure) => {
  const output = `--output=type=image,name=${host}/m/x:image,push=true,store=false,oci-mediatypes=true${insecure}`
  expect(argv({}, { kind: 'sink', name: `${host}/m/x:image` })).toContain(output)
})

test('passes every input to buildx', () => {
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
    attests: ['type=sbom', 'type=other'],
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
    names: ['acme/app:1', 'ghcr.io/acme/app:1'],
    imageAttributes: new Map([['compression', 'zstd']]),
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
    '--cache-to=type=gha,mode=max,ignore-error=true',
    '--no-cache',
    '--no-cache-filter=deps',
    '--no-cache-filter=build',
    '--pull',
    '--add-host=db:10.0.0.1',
    '--allow=network.host',
    '--attest=type=other',
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
    '--output=type=docker,oci-mediatypes=true,"name=acme/app:1,ghcr.io/acme/app:1"',
    '--output=type=local,dest=out',
    '--output=type=image,name=127.0.0.1:5000/manifold/x:image,push=true,store=false,oci-mediatypes=true,compression=zstd',
    '--',
    'app',
  ])
})

test("exports to a folder for a layout destination, and only to the user's outputs without a destination", () => {
  const outputs = ['type=local,dest=out']
  const layout: Destination = { kind: 'layout', directory: '/tmp/layout' }
  const outputsOf = (args: readonly string[]) => args.filter((arg) => arg.startsWith('--output='))
  expect(outputsOf(argv({ outputs, names: ['a/b:1'] }, layout))).toEqual([
    '--output=type=local,dest=out',
    '--output=type=oci,tar=false,dest=/tmp/layout,name=a/b:1,oci-mediatypes=true',
  ])
  expect(outputsOf(argv({ outputs, load: true }))).toEqual([
    '--output=type=docker,oci-mediatypes=true',
    '--output=type=local,dest=out',
  ])
  expect(outputsOf(argv({}))).toEqual([])
})

test('quotes values in CSV if necessary', () => {
  const secrets: BuildRequest['secrets'] = [
    { id: 'a', source: { file: '/tmp/odd, "path"/secret-0' } },
    { id: 'x,src=/etc/passwd', source: { variable: 'V' } },
  ]
  const args = argv({ secrets }, { kind: 'layout', directory: '/tmp/a,b' })
  expect(args).toContain('--secret=id=a,"src=/tmp/odd, ""path""/secret-0"')
  expect(args).toContain('--secret="id=x,src=/etc/passwd",env=V')
  expect(args).toContain('--output=type=oci,tar=false,"dest=/tmp/a,b",oci-mediatypes=true')
})

test.each([
  ['type=docker,dest=app.tar', 'type=docker,dest=app.tar,oci-mediatypes=true,"name=a/b:1,c/d:2"'],
  ['type=oci,dest=app.tar', 'type=oci,dest=app.tar,oci-mediatypes=true,"name=a/b:1,c/d:2"'],
  ['type=image', 'type=image,oci-mediatypes=true,"name=a/b:1,c/d:2"'],
  ['type=image,name=own:1', 'type=image,name=own:1,oci-mediatypes=true'],
  ['type=docker,"name=own:1,own:2"', 'type=docker,"name=own:1,own:2",oci-mediatypes=true'],
  ['Type=oci,oci-mediatypes=false,dest=x', 'type=oci,oci-mediatypes=false,dest=x,"name=a/b:1,c/d:2"'],
  ['"type=docker","dest=a,b"', 'type=docker,"dest=a,b",oci-mediatypes=true,"name=a/b:1,c/d:2"'],
  ['type=registry,name=x/y,push=false', 'type=registry,name=x/y,push=false,oci-mediatypes=true'],
  ['type=local,dest=out', 'type=local,dest=out'],
  ['type=tar,dest=-', 'type=tar,dest=-'],
  ['out', 'out'],
  ['-', '-'],
  ['type=cacheonly', 'type=cacheonly'],
  ['"', '"'],
])('adds names and OCI media types to an output that carries an image: %s', (output, expected) => {
  const names = ['a/b:1', 'c/d:2']
  expect(argv({ outputs: [output], names })).toContain(`--output=${expected}`)
})

test('does not load an image twice', () => {
  const loaded = (output: string) =>
    argv({ load: true, outputs: [output] }).filter((arg) => arg.includes('type=docker'))
  expect(loaded('type=docker,name=own:1')).toEqual(['--output=type=docker,name=own:1,oci-mediatypes=true'])
  expect(loaded('type=docker,dest=x')).toHaveLength(2)
})

test('gives names to only one of the outputs that write to the same store: concurrent writes of a name fail', () => {
  const names = ['a/b:1']
  const outputs = ['type=image', 'type=image,name=own:1', 'type=docker,dest=app.tar']
  expect(argv({ load: true, names, outputs }).filter((arg) => arg.startsWith('--output'))).toEqual([
    '--output=type=docker,oci-mediatypes=true,name=a/b:1',
    '--output=type=image,oci-mediatypes=true',
    '--output=type=image,name=own:1,oci-mediatypes=true',
    '--output=type=docker,dest=app.tar,oci-mediatypes=true,name=a/b:1',
  ])
})

const attestation = (args: readonly string[]) => args.filter((arg) => /^--(?:attest|provenance|sbom)=/.test(arg))

// By default, buildx turns every image into an index, to hold its provenance.
test.each<[string, Partial<BuildRequest>, readonly string[]]>([
  ['nothing', {}, ['--provenance=false']],
  ['no SBOM', { sbom: 'false' }, ['--provenance=false', '--sbom=false']],
  ['no provenance', { provenance: 'false' }, ['--provenance=false']],
  ['provenance', { provenance: 'true' }, ['--provenance=true']],
  ['an SBOM', { sbom: 'true' }, ['--sbom=true']],
  ['an SBOM and no provenance', { sbom: 'true', provenance: 'false' }, ['--provenance=false', '--sbom=true']],
  ['one in the form of buildx', { attests: ['type=provenance,mode=min'] }, ['--attest=type=provenance,mode=min']],
])('attestations if the user asks for %s', (_, changes, args) => {
  expect(attestation(argv(changes, sink))).toEqual(args)
})

test('passes each value as one argument of its own flag, whatever it contains', () => {
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
])('the context %s is remote: %s', (context, expected) => {
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
