import type { BakeRequest } from './bake-request.ts'

/** The buildx arguments that print the definition with everything resolved. */
export function printArguments(request: BakeRequest): readonly string[] {
  const { given, own, set, noCache, pull, load, provenance, sbom, targets } = request
  return [
    ...bakeWith(request),
    '--print',
    ...[...given, ...own].map((file) => `--file=${file}`),
    ...set.map((value) => `--set=${value}`),
    ...(noCache ? ['--no-cache'] : []),
    ...(pull ? ['--pull'] : []),
    ...(load ? ['--load'] : []),
    ...(provenance ? [`--provenance=${provenance}`] : []),
    ...(sbom ? [`--sbom=${sbom}`] : []),
    ...targetsOf(request, targets),
  ]
}

export interface BakeFiles {
  /** The definition with its outputs. */
  readonly definition: string
  readonly metadata: string
}

/** The buildx arguments that build targets of a definition that was written for that. */
export function bakeArguments(
  request: BakeRequest,
  targets: readonly string[],
  { definition, metadata }: BakeFiles
): readonly string[] {
  const { remote, given, own, call } = request
  const all = remote === undefined ? [definition] : [...given, ...own, `cwd://${definition}`]
  return [
    ...bakeWith(request),
    `--metadata-file=${metadata}`,
    ...(call ? [`--call=${call}`] : []),
    ...all.map((file) => `--file=${file}`),
    ...targetsOf(request, targets),
  ]
}

function bakeWith({ builder, allow }: BakeRequest): readonly string[] {
  return [
    'bake',
    '--progress=plain',
    ...(builder ? [`--builder=${builder}`] : []),
    ...allow.map((entitlement) => `--allow=${entitlement}`),
  ]
}

/** What looks like a URL is the repository, so that it comes first. */
function targetsOf({ remote }: BakeRequest, targets: readonly string[]): readonly string[] {
  return ['--', ...(remote === undefined ? [] : [remote]), ...targets]
}
