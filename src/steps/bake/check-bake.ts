import type { Environment } from '../../environment.ts'
import { namesOfGiven } from '../../github/inputs/input.ts'
import { type Inputs, inputs as inputTable } from '../../github/inputs/inputs.ts'
import { InputError, throwAll } from '../../input-error.ts'
import { defaultFormat } from '../../names/name-outputs.ts'

type BakeInputs = Pick<Inputs, 'bakeFiles' | 'bakeTargets' | 'bakeSource' | 'bakeTarget' | 'set' | 'vars'>

/** Whether a bake definition is built. */
export function isBake({
  bakeFiles,
  bakeTargets,
  bakeSource,
}: Pick<Inputs, 'bakeFiles' | 'bakeTargets' | 'bakeSource'>) {
  return bakeFiles.length > 0 || bakeTargets.length > 0 || bakeSource !== ''
}

const inDefinition = (key: string) =>
  `the bake definition decides that: add a line '*.${key}' to 'set', or change the bake file`
const remove = 'it has no effect on a bake definition: remove one of the two'

/** Inputs of a single build, and what to write instead. */
const others: Readonly<Record<string, string>> = {
  context: inDefinition('context=PATH'),
  file: inDefinition('dockerfile=PATH'),
  target: inDefinition('target=STAGE'),
  platforms: inDefinition('platform=linux/amd64,linux/arm64'),
  'build-args': inDefinition('args.NAME=value'),
  'build-contexts': inDefinition('contexts.NAME=PATH'),
  secrets:
    "set it as an environment variable of the step, and add a line '*.secrets=type=env,id=ID,env=VARIABLE' to 'set', or change the bake file",
  'secret-envs': inDefinition('secrets=type=env,id=ID,env=VARIABLE'),
  'secret-files': inDefinition('secrets=type=file,id=ID,src=PATH'),
  ssh: inDefinition('ssh=default'),
  'cache-from': inDefinition('cache-from=type=gha'),
  'cache-to': inDefinition('cache-to=type=gha'),
  'no-cache-filters': inDefinition('no-cache-filter=STAGE'),
  'add-hosts': inDefinition('extra-hosts.HOST=ADDRESS'),
  attests: inDefinition('attest=type=sbom'),
  network: inDefinition('network=host'),
  'shm-size': inDefinition('shm-size=128m'),
  ulimit: inDefinition('ulimits=nofile=1024:1024'),
  'cgroup-parent': 'bake has no such setting: remove it',
  outputs: inDefinition('output=type=local,dest=out'),
  source: "an existing image is not built: remove it, or 'bake-files', 'bake-targets' and 'bake-source'",
  run: "a command makes its images by itself: remove it, or 'bake-files', 'bake-targets' and 'bake-source'",
  'all-tags': remove,
  referrers: remove,
  'keep-image': 'only a single image can be kept for a later step: remove it, or build one image without bake',
}

/** Variables that buildx itself or the programs that it starts would read. */
const reserved = /^(?:PATH|HOME|LD_.*|DOCKER_.*|BUILDX_.*|BUILDKIT_.*)$/

/** Rejects inputs that have no effect on a bake, or only on a bake. Throws InputError, or an AggregateError. */
export function checkBake(inputs: BakeInputs, variables: Environment['variables']): void {
  throwAll(isBake(inputs) ? problemsWith(inputs, variables) : strayIn(inputs))
}

function problemsWith(
  { bakeFiles, bakeTargets, bakeTarget, vars }: BakeInputs,
  variables: Environment['variables']
): readonly InputError[] {
  const given = new Set(namesOfGiven(inputTable, variables))
  // The platforms of all jobs are needed to know whether an image is complete.
  const isForPart = (name: string) => name === 'platforms' && given.has('part')
  const clashes = Object.entries(others).filter(([name]) => given.has(name) && !isForPart(name))
  const isMistaken =
    bakeFiles.length > 0 && bakeTargets.length === 0 && !['', defaultFormat.bakeTarget].includes(bakeTarget)
  const wrong = vars
    .map((line) => line.replace(/=.*/s, ''))
    .filter((name) => !/^\w+$/.test(name) || reserved.test(name))
  return [
    ...clashes.map(([name, instead]) => new InputError(name, instead)),
    ...(isMistaken
      ? [
          new InputError(
            'bake-target',
            `it names the target that gets the tags and labels of this step; to build '${bakeTarget}', write 'bake-targets: ${bakeTarget}'`
          ),
        ]
      : []),
    ...(vars.length > 0 && ignoresVariables(variables)
      ? [new InputError('vars', 'buildx ignores them, because BUILDX_BAKE_DISABLE_VARS_ENV_LOOKUP is set: remove that')]
      : []),
    ...wrong.map(
      (name) => new InputError('vars', `'${name}' cannot be a variable of a bake file: choose another name`)
    ),
  ]
}

/** docker/buildx, bake/bake.go, envLookupAllowed */
function ignoresVariables({ BUILDX_BAKE_DISABLE_VARS_ENV_LOOKUP: text = '' }: Environment['variables']): boolean {
  return /^(?:1|t|true)$/i.test(text)
}

function strayIn({ set, vars }: BakeInputs): readonly InputError[] {
  const stray = [
    ['set', set],
    ['vars', vars],
  ] as const
  return stray
    .filter(([, lines]) => lines.length > 0)
    .map(
      ([name]) => new InputError(name, "it has no effect without a bake definition: set 'bake-files' or 'bake-targets'")
    )
}
