import { expect, expectTypeOf, test } from 'vitest'
import { readInputs, tryInputs } from '../../src/github/inputs/input.ts'
import { type Inputs, inputs } from '../../src/github/inputs/inputs.ts'
import { metadataInputs } from '../../src/github/inputs/tables/metadata-inputs.ts'
import { InputError } from '../../src/input-error.ts'
import { parseShell } from '../../src/process/shell.ts'

/** The inputs of a step in the form in which the runner passes them. */
function variablesOf(given: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(given).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]))
}

async function read(given: Readonly<Record<string, string>>): Promise<Inputs> {
  return await readInputs(inputs, variablesOf(given))
}

/** The errors for invalid inputs. */
async function problemsOf(given: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const error: unknown = await read(given).catch((problem: unknown) => problem)
  const errors: readonly Error[] = error instanceof AggregateError ? error.errors : [error]
  for (const one of errors) expect(one).toBeInstanceOf(InputError)
  return errors.map(({ message }) => message)
}

test('has these defaults without any input, and empty values for all others', async () => {
  const values = await read({})
  const isNothing = (value: unknown) => !value || (Array.isArray(value) && value.length === 0)
  const others = Object.entries(values).filter(([, value]) => !isNothing(value))
  expect(Object.keys(values)).toHaveLength(Object.keys(inputs).length)
  expect(Object.fromEntries(others)).toEqual({
    images: 'auto',
    runShell: parseShell('bash'),
    signFormat: 'bundle',
    testPlatforms: 'native',
    testTimeout: 10,
    scanFailOn: 'critical',
    defaultLabels: 'fill',
    bakeTarget: 'docker-metadata-action',
    context: '.',
    push: true,
    dependabot: 'build',
    required: 'all',
    existingTags: 'overwrite',
    onFailure: 'rollback',
    meeting: 'artifacts',
  })
})

test('treats the defaults that the runner sets like missing inputs', async () => {
  const defaults = Object.entries(inputs).map(([name, input]) => [name, 'default' in input ? input.default : ''])
  const set = await read({ ...Object.fromEntries(defaults), 'github-token': '' })
  expect(set).toEqual(await read({}))
})

test('infers the types of values from the table', () => {
  expectTypeOf<Inputs['noCache']>().toEqualTypeOf<boolean>()
  expectTypeOf<Inputs['existingTags']>().toEqualTypeOf<'overwrite' | 'skip' | 'fail'>()
  expectTypeOf<Inputs['platforms']>().toEqualTypeOf<readonly string[]>()
})

// input, text and value
const values: readonly (readonly [name: string, text: string, value: unknown])[] = [
  ['context', ' app ', 'app'],
  ['file', 'docker/Dockerfile', 'docker/Dockerfile'],
  ['push', 'false', false],
  ['push', 'TRUE', true],
  ['push', ' True ', true],
  ['push', '', false],
  ['load', 'true', true],
  ['existing-tags', 'fail', 'fail'],
  ['on-failure', '', 'rollback'],
  ['on-failure', 'keep', 'keep'],

  // Lists separated by commas or line breaks, as in docker/build-push-action.
  ['platforms', 'linux/amd64,linux/arm64', ['linux/amd64', 'linux/arm64']],
  ['platforms', 'linux/amd64\nlinux/arm/v7\n', ['linux/amd64', 'linux/arm/v7']],
  ['platforms', ' linux/amd64 ,\n linux/arm64, ', ['linux/amd64', 'linux/arm64']],
  ['platforms', 'linux/amd64\r\nlinux/arm64', ['linux/amd64', 'linux/arm64']],
  ['platforms', 'linux,windows/amd64', ['linux', 'windows/amd64']],
  ['platforms', 'amd64,linux/x86_64,Linux/ARM64', ['amd64', 'linux/x86_64', 'Linux/ARM64']],
  [
    'platforms',
    'linux/riscv64,linux/loong64,linux/s390x,linux/386',
    ['linux/riscv64', 'linux/loong64', 'linux/s390x', 'linux/386'],
  ],
  ['platforms', 'wasip1/wasm,local', ['wasip1/wasm', 'local']],
  ['allow', 'network.host,security.insecure', ['network.host', 'security.insecure']],
  ['add-hosts', 'a:10.0.0.1\nb:10.0.0.2', ['a:10.0.0.1', 'b:10.0.0.2']],
  ['no-cache-filters', 'deps,build', ['deps', 'build']],
  ['ssh', 'default,other=/tmp/key', ['default', 'other=/tmp/key']],
  ['immutable-tags', 'v*.*.*,release-*', ['v*.*.*', 'release-*']],
  [
    'secret-envs',
    'npm=NPM_TOKEN,aws=AWS_TOKEN\ngh=GH',
    [
      ['npm', 'NPM_TOKEN'],
      ['aws', 'AWS_TOKEN'],
      ['gh', 'GH'],
    ],
  ],

  // Lists of lines, which keep their commas.
  ['build-args', 'A=1\nB=x,y', ['A=1', 'B=x,y']],
  ['build-args', 'A=\nB=a=b=c\nFROM_ENVIRONMENT', ['A=', 'B=a=b=c', 'FROM_ENVIRONMENT']],
  ['build-args', '# a remark\nA=#1\n\n  B=2  ', ['A=#1', 'B=2']],
  ['build-args', '"A=first\nsecond"\nB=2', ['A=first\nsecond', 'B=2']],
  ['build-args', '"A=a ""quoted"" word"', ['A=a "quoted" word']],
  ['build-args', 'A={"json": 1}', ['A={"json": 1}']],
  ['build-args', 'MSG=it is "so"', ['MSG=it is "so"']],
  ['build-args', 'LIST=a,"b",c', ['LIST=a,"b",c']],
  ['build-args', 'JSON=["a","b","c"]', ['JSON=["a","b","c"]']],
  ['cache-to', 'type=registry,"ref=a,b"', ['type=registry,"ref=a,b"']],
  ['build-contexts', 'base=docker-image://alpine:3', ['base=docker-image://alpine:3']],
  ['cache-from', 'type=gha,scope=a\ntype=registry,ref=x/y', ['type=gha,scope=a', 'type=registry,ref=x/y']],
  ['cache-to', 'type=gha,mode=max', ['type=gha,mode=max']],
  ['attests', 'type=sbom,generator=x/y', ['type=sbom,generator=x/y']],
  ['ulimit', 'nofile=1024:1024\nnproc=3', ['nofile=1024:1024', 'nproc=3']],
  ['secret-files', 'key=./a,b.pem', [['key', './a,b.pem']]],

  // buildx parses the quotes of these itself.
  ['outputs', 'type=local,"dest=a,b"\n# none\n\ntype=docker', ['type=local,"dest=a,b"', 'type=docker']],

  // Secrets are not trimmed.
  [
    'secrets',
    'A=1\nB=x,y=z',
    [
      ['A', '1'],
      ['B', 'x,y=z'],
    ],
  ],
  ['secrets', '"MYSECRET=line1\nline2"', [['MYSECRET', 'line1\nline2']]],
  [
    'secrets',
    '"EMPTYLINE=aaaa\n\nbbbb\n"\nNEXT=1\n',
    [
      ['EMPTYLINE', 'aaaa\n\nbbbb\n'],
      ['NEXT', '1'],
    ],
  ],
  ['secrets', '"JSON={""key1"":""value1"",""key2"":2}"', [['JSON', '{"key1":"value1","key2":2}']]],
  ['secrets', 'JSON={"key1":"value1","key2":2}', [['JSON', '{"key1":"value1","key2":2}']]],
  ['secrets', 'A="quoted"', [['A', '"quoted"']]],
  ['secrets', 'A= white space \t', [['A', ' white space \t']]],
  ['secrets', ' A = x', [['A', ' x']]],
  [
    'secrets',
    '# a remark\nA=#1\n   \nB=2',
    [
      ['A', '#1'],
      ['B', '2'],
    ],
  ],
  ['secrets', '"KEY=# first\n# second"', [['KEY', '# first\n# second']]],
  [
    'secrets',
    'A=1\r\n"B=2\r\n3"\r\n',
    [
      ['A', '1'],
      ['B', '2\n3'],
    ],
  ],
  ['secrets', 'JSON={"a":"b","c":"d"}', [['JSON', '{"a":"b","c":"d"}']]],
  ['secrets', 'EMPTY=', [['EMPTY', '']]],
  ['secrets', '\n\n', []],

  ['required', 'all', 'all'],
  ['required', 'any', 'any'],
  ['required', '', 'all'],
  ['required', 'ghcr.io\nQuay.io', ['ghcr.io', 'quay.io']],
  ['required', 'localhost:5000,localhost', ['localhost:5000', 'localhost']],
  ['required', 'docker.io,acme/app,ghcr.io/acme/app', ['docker.io', 'docker.io/acme/app', 'ghcr.io/acme/app']],
  ['required', 'index.docker.io', ['docker.io']],
  ['required', 'nginx', ['docker.io/library/nginx']],
  // An owner is written with its registry.
  ['required', 'ghcr.io/acme\ndocker.io/acme', ['ghcr.io/acme', 'docker.io/acme']],
  ['required', 'Index.Docker.io/acme,docker.io/library/nginx', ['docker.io/acme', 'docker.io/library/nginx']],
  ['required', '# ghcr.io\n,', 'all'],
  [
    'mount-from',
    'ghcr.io/acme/base,acme/other',
    [
      { registry: 'ghcr.io', name: 'acme/base' },
      { registry: 'docker.io', name: 'acme/other' },
    ],
  ],
]

const camelCase = (name: string) => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

for (const [name, text, value] of values) {
  test(`${name}: ${JSON.stringify(text)}`, async () => {
    const all: Readonly<Record<string, unknown>> = await read({ [name]: text })
    expect(all[camelCase(name)]).toEqual(value)
  })
}

// input, text and error
const problems: readonly (readonly [name: string, text: string, said: string])[] = [
  ['push', 'maybe', "Input 'push': write 'true' or 'false', not 'maybe'"],
  ['load', '1', "Input 'load': write 'true' or 'false', not '1'"],
  ['existing-tags', 'Skip', "Input 'existing-tags': write one of overwrite, skip, fail, not 'Skip'"],
  [
    'platforms',
    'linux amd64,linux/arm64',
    "Input 'platforms': write platforms as 'linux/amd64,linux/arm/v7', separated by commas or line breaks, not 'linux amd64'",
  ],
  ...['linux/amd46', 'linus/arm64', 'arm46', 'linux/amd64 linux/arm64', '/', 'linux/arm/v 7'].map(
    (text) =>
      [
        'platforms',
        text,
        `Input 'platforms': write platforms as 'linux/amd64,linux/arm/v7', separated by commas or line breaks, not '${text}'`,
      ] as const
  ),
  [
    'platforms',
    'linux/arm/v7/x',
    "Input 'platforms': write platforms as 'linux/amd64,linux/arm/v7', separated by commas or line breaks, not 'linux/arm/v7/x'",
  ],
  [
    'required',
    'not an image!',
    "Input 'required': write 'all', 'any', or registries, owners or images, not 'not an image!'",
  ],
  [
    'mount-from',
    'ghcr.io/acme/app:v1',
    "Input 'mount-from': 'ghcr.io/acme/app:v1' is not an image name like ghcr.io/owner/name",
  ],
  ...(
    [
      ['ghcr.io/acme/app:rc', "write 'docker://ghcr.io/acme/app:rc', not 'ghcr.io/acme/app:rc'"],
      ['https://ghcr.io/acme/app', "write 'docker://ghcr.io/acme/app', not 'https://ghcr.io/acme/app'"],
      ['docker-daemon://app:test', "write 'docker-daemon:app:test', not 'docker-daemon://app:test'"],
      ['app.tar', "write 'oci-archive:app.tar' or 'docker-archive:app.tar', not 'app.tar'"],
      ['previous:build@', "something is missing at the end of 'previous:build@': is a variable or an output empty?"],
      ['docker://', "something is missing at the end of 'docker://': is a variable or an output empty?"],
      [
        'docker://a/b:1, docker://a/b:2',
        "write each source on a line of its own, without commas, not 'docker://a/b:1, docker://a/b:2'",
      ],
      ...(
        [
          ['ghcr.io/Acme/app:1', 'names are lower case'],
          ['ghcr.io:443/acme/App:1', 'names are lower case'],
          ['ghcr.io/acme/app:', 'is the variable or output at its end empty?'],
          ['ghcr.io/acme/app:v1.*', "for several tags, set 'all-tags', and leave the tag out here"],
          ['ghcr.io/acme/app:{{sha}}', `only \${{ … }} is expanded here, by GitHub`],
          ['ghcr.io/acme/app@sha256:abc', 'a digest has 64 hexadecimal digits'],
        ] as const
      ).map(
        ([name, reason]) =>
          [
            `docker://${name}`,
            `'${name}' is not an image name like ghcr.io/owner/name:tag or ghcr.io/owner/name@sha256:…: ${reason}`,
          ] as const
      ),
    ] as const
  ).map(([text, said]) => ['source', text, `Input 'source': ${said}`] as const),
  ['secret-files', 'key', "Input 'secret-files': write entry 1 as name=value"],
  ['secret-envs', 'a=A,b', "Input 'secret-envs': write entry 2 as name=value"],
  ['secret-envs', 'a=', "Input 'secret-envs': write entry 1 as name=value"],
]

for (const [name, text, said] of problems) {
  test(`${name} refuses ${JSON.stringify(text)}`, async () => {
    expect(await problemsOf({ [name]: text })).toEqual([said])
  })
}

// Whatever is wrong with them, these may contain secrets.
test.each([
  ['secrets', 'A=1\nhunter2', 2],
  ['secrets', '=hunter2', 1],
  ['secrets', '"A=hunter2', 1],
  ['secrets', '"A=hunter2" hunter2', 1],
  ['secrets', 'A=1\nB=2\nhunter2 and more', 3],
  ['build-args', 'A=-----BEGIN KEY-----\nhunter2+/==\n-----END KEY-----', 1],
  ['secrets', 'A=-----BEGIN KEY-----\nhunter2=\n-----END KEY-----', 1],
  ['secrets', 'A=1\nB=first\nhunter2==', 2],
  ['secrets', 'A={\n"hunter2": 1\n}', 2],
  ['build-args', '"A=hunter2" hunter2', 1],
  ['build-args', 'A={\n"hunter2": 1\n}', 2],
  ['build-contexts', 'hunter2', 1],
  ['build-args', '"A=1","B=hunter2"', 1],
  ['secrets', '"A=1","B=hunter2"', 1],
  ['build-args', 'A=1\nhunter2 with spaces', 2],
  ['build-args', 'hunter2 with spaces=1', 1],
  ['build-contexts', 'hunter2 hunter2', 1],
  ['secret-files', '=hunter2', 1],
  ['secret-envs', 'hunter2', 1],
])('says what is wrong with %s %j without showing its content', async (name, text, entry) => {
  const said = await problemsOf({ [name]: text })
  expect(said.join()).not.toContain('hunter2')
  expect(said).toEqual([expect.stringContaining(`Input '${name}': write entry ${entry} as `)])
})

test('reports a missing closing quote', async () => {
  for (const name of ['build-args', 'cache-from', 'platforms']) {
    const [said, ...more] = await problemsOf({ [name]: '"A=hunter2' })
    expect([said, more]).toEqual([expect.stringMatching(/^Input '.*[Qq]uote/), []])
    expect(said).not.toContain('hunter2')
  }
})

test('reports all invalid inputs at once', async () => {
  const said = await problemsOf({ push: 'x', platforms: '!', required: '?', secrets: 'x', 'registry-auth': '{' })
  expect(said.map((message) => message.replace(/:.*/s, '')).toSorted()).toEqual([
    "Input 'platforms'",
    "Input 'push'",
    "Input 'registry-auth'",
    "Input 'required'",
    "Input 'secrets'",
  ])
})

test('treats an invalid input as missing when the others are checked', async () => {
  const { values } = await tryInputs(inputs, variablesOf({ push: 'x', platforms: '!', target: 'prod' }))
  expect(values).toMatchObject({ push: false, platforms: [], target: 'prod' })
})

test('ignores a variable that differs from an input in case', async () => {
  expect((await readInputs(inputs, { INPUT_target: 'x', input_target: 'y' })).target).toBe('')
})

test('keeps significant white space', async () => {
  const read = await readInputs(metadataInputs, { 'INPUT_SEP-TAGS': ' \n', 'INPUT_SEP-LABELS': ', ' })
  expect(read).toMatchObject({ sepTags: ' \n', sepLabels: ', ', sepAnnotations: '' })
})

test('every input has a description', () => {
  for (const [name, { description }] of Object.entries({ ...inputs, ...metadataInputs })) {
    expect(name).toMatch(/^[a-z]+(?:-[a-z]+)*$/)
    expect(description).toMatch(/^[A-Z]/)
  }
})
