import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { buildxArguments } from '../../src/builder/buildx/arguments.ts'
import type { Variables } from '../../src/environment.ts'
import { readEvent } from '../../src/github/event/event.ts'
import { nameImages } from '../../src/names/names.ts'
import { readAllInputs } from '../../src/steps/read/read.ts'
import { requestFrom } from '../../src/steps/request/from-inputs.ts'
import { knowing, pushOf } from '../names/support/naming.ts'
import { testEnvironment } from '../support/environment.ts'
import { makeWorkspace } from '../support/workspace.ts'

type Inputs = Readonly<Record<string, string>>

/** The arguments that buildx gets for inputs, without those that every build gets. Contents are shown for secrets. */
async function argumentsFor(inputs: Inputs, more: Variables = {}): Promise<readonly string[]> {
  await using workspace = await makeWorkspace({
    Dockerfile: 'FROM scratch\n',
    'app/Dockerfile': 'FROM scratch\n',
    token: 'in a file',
  })
  const given = Object.entries(inputs).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text])
  const fixed = { GITHUB_REPOSITORY: 'acme/app', INPUT_PUSH: 'false', 'INPUT_DEFAULT-LABELS': 'none' }
  const variables = { ...fixed, ...more, ...Object.fromEntries(given) }
  const environment = testEnvironment({ workspace: workspace.path, temp: workspace.path, variables })
  const wishes = await readAllInputs(environment)
  const names = await nameImages(wishes.naming, pushOf('refs/heads/main'), knowing())
  const event = await readEvent(environment, 'workflow')
  const trust = { isTrusted: true } as const
  const { request } = await requestFrom(wishes.inputs, { names, targets: [] }, { event, trust }, environment)
  const args = buildxArguments(request, { kind: 'none' }, '')
  const always = /^(?:build|--progress=plain|--metadata-file=|--label=.*|--provenance=false|--)$/
  const shown = args.map(async (arg) => {
    const [, head = '', path] = /^(--secret=.*src=)(.*\/secret-\d+)$/.exec(arg) ?? []
    return path ? `${head}<${await readFile(path, 'utf8')}>` : arg
  })
  return (await Promise.all(shown)).filter((arg) => !always.test(arg))
}

const run = { GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '1' }
const builder = 'builder-id=https://github.com/acme/app/actions/runs/7/attempts/1'

// Each input of docker/build-push-action v7 that is not a name of the image, as its documents write it, and what that action passes to buildx.
const rows: readonly (readonly [inputs: Inputs, args: readonly string[]])[] = [
  [{}, ['.']],
  [
    { 'add-hosts': 'docker:10.180.0.1,mirror:10.0.0.1\ndb:[::1]' },
    ['--add-host=docker:10.180.0.1', '--add-host=mirror:10.0.0.1', '--add-host=db:[::1]', '.'],
  ],
  [{ allow: 'network.host,security.insecure' }, ['--allow=network.host', '--allow=security.insecure', '.']],
  [
    { attests: 'type=sbom,generator=image\ntype=provenance,mode=min' },
    ['--attest=type=sbom,generator=image', `--attest=type=provenance,mode=min,${builder}`, '.'],
  ],
  [
    { 'build-args': 'A=1\nB=x,y=z\n"MULTI=one\ntwo ""quoted"""\nFROM_ENV\nEMPTY=' },
    [
      '--build-arg=A=1',
      '--build-arg=B=x,y=z',
      '--build-arg=MULTI=one\ntwo "quoted"',
      '--build-arg=FROM_ENV',
      '--build-arg=EMPTY=',
      '.',
    ],
  ],
  [
    { 'build-contexts': 'name=path\nalpine=docker-image://alpine@sha256:01\nsrc={{defaultContext}}:app' },
    [
      '--build-context=name=path',
      '--build-context=alpine=docker-image://alpine@sha256:01',
      '--build-context=src=app',
      '.',
    ],
  ],
  [{ builder: 'builder-git' }, ['--builder=builder-git', '.']],
  [
    { 'cache-from': 'type=local,src=path/to/dir\nuser/app:cache\ntype=gha,scope=a' },
    ['--cache-from=type=local,src=path/to/dir', '--cache-from=user/app:cache', '--cache-from=type=gha,scope=a', '.'],
  ],
  [
    { 'cache-to': 'type=local,dest=path\n"type=registry","ref=a/b,c",mode=max\ntype=inline' },
    [
      '--cache-to=type=local,dest=path,ignore-error=true',
      '--cache-to=type=registry,"ref=a/b,c",mode=max,ignore-error=true',
      '--cache-to=type=inline',
      '.',
    ],
  ],
  [{ call: 'check' }, ['--call=check', '.']],
  [{ call: 'outline,format=json' }, ['--call=outline,format=json', '.']],
  [{ call: 'build' }, ['.']],
  [{ 'cgroup-parent': 'foo' }, ['--cgroup-parent=foo', '.']],
  [{ context: '{{defaultContext}}' }, ['.']],
  [{ context: '{{defaultContext}}:app', file: 'Dockerfile' }, ['--file=app/Dockerfile', 'app']],
  [
    { context: 'https://github.com/docker/buildx.git#refs/pull/1/head:docs' },
    ['https://github.com/docker/buildx.git#refs/pull/1/head:docs'],
  ],
  [
    { context: 'https://github.com/docker/buildx.git?ref=main&subdir=docs' },
    ['https://github.com/docker/buildx.git?ref=main&subdir=docs'],
  ],
  [{ file: 'app/Dockerfile' }, ['--file=app/Dockerfile', '.']],
  [{ labels: 'a=b,c\n"d=""e"""' }, ['.']],
  [{ load: 'true' }, ['--output=type=docker,oci-mediatypes=true', '.']],
  [{ network: 'host' }, ['--network=host', '.']],
  [{ 'no-cache': 'true' }, ['--no-cache', '.']],
  [
    { 'no-cache-filters': 'deps,build\ntest' },
    ['--no-cache-filter=deps', '--no-cache-filter=build', '--no-cache-filter=test', '.'],
  ],
  [
    { outputs: 'type=local,dest=out\ntype=tar,"dest=a,b.tar"' },
    ['--output=type=local,dest=out', '--output=type=tar,"dest=a,b.tar"', '.'],
  ],
  [{ platforms: 'linux/amd64,linux/arm64\nlinux/arm/v7' }, ['--platform=linux/amd64,linux/arm64,linux/arm/v7', '.']],
  [{ provenance: 'true' }, [`--provenance=${builder}`, '.']],
  [{ provenance: 'mode=max' }, [`--provenance=mode=max,${builder}`, '.']],
  [{ provenance: 'mode=max,builder-id=foo' }, ['--provenance=mode=max,builder-id=foo', '.']],
  [{ provenance: 'false', sbom: 'true' }, ['--sbom=true', '.']],
  [
    { attests: 'type=provenance,mode=min\ntype=sbom', provenance: 'mode=max', sbom: 'false' },
    [`--provenance=mode=max,${builder}`, '--sbom=false', '.'],
  ],
  [{ pull: 'True' }, ['--pull', '.']],
  [{ sbom: 'generator=docker/scout-sbom-indexer:latest' }, ['--sbom=generator=docker/scout-sbom-indexer:latest', '.']],
  [
    { secrets: 'GIT_AUTH_TOKEN=abcdef=0123\n"MYSECRET=aaaa\nbbbb ""c"""\n# no comment\nEQUAL=a=b' },
    [
      '--secret=id=GIT_AUTH_TOKEN,src=<abcdef=0123>',
      '--secret=id=MYSECRET,src=<aaaa\nbbbb "c">',
      '--secret=id=EQUAL,src=<a=b>',
      '.',
    ],
  ],
  [
    { 'secret-envs': 'A=FIRST_TOKEN,B=SECOND_TOKEN' },
    ['--secret=id=A,env=FIRST_TOKEN', '--secret=id=B,env=SECOND_TOKEN', '.'],
  ],
  [{ 'secret-files': 'token=token' }, ['--secret=id=token,src=token', '.']],
  [{ 'shm-size': '2g' }, ['--shm-size=2g', '.']],
  [{ ssh: 'default,key=./id_rsa\nother=./a' }, ['--ssh=default', '--ssh=key=./id_rsa', '--ssh=other=./a', '.']],
  [{ target: 'dev' }, ['--target=dev', '.']],
  [{ ulimit: 'nofile=1024:1024\nnproc=3' }, ['--ulimit=nofile=1024:1024', '--ulimit=nproc=3', '.']],
]

describe("docker/build-push-action's inputs mean the same here", () => {
  test.each(rows)('%j', async (inputs, args) => {
    const variables = { ...run, FROM_ENV: 'x', FIRST_TOKEN: 'first secret', SECOND_TOKEN: 'second secret' }
    expect(await argumentsFor(inputs, variables)).toEqual(args)
  })

  test('all of them', async () => {
    const names = rows.flatMap(([inputs]) => Object.keys(inputs))
    expect(new Set(names).size).toBe(29)
  })
})
