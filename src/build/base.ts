import type { BuildRequest } from './build-request.ts'
import { type Instruction, instructionsIn } from './dockerfile.ts'

type Options = Pick<BuildRequest, 'target' | 'buildArgs' | 'buildContexts'>
type Values = ReadonlyMap<string, string>

interface Stage {
  readonly name: string
  readonly from: string
  /** What it does after its FROM. */
  readonly instructions: readonly Instruction[]
}

/**
 * The image whose layers lie below those of a build, as its Dockerfile names it: docs.docker.com, Dockerfile reference,
 * FROM. Undefined for `scratch`, and where the text does not tell.
 */
export function baseOf(dockerfile: string, { target, buildArgs, buildContexts }: Options): string | undefined {
  const base = stagesBelow(dockerfile, { target, buildArgs }).at(-1)?.from
  const instead = base && pairsOf(buildContexts).get(base)
  if (instead !== undefined) return /^docker-image:\/\/(.+)$/.exec(instead)?.[1]
  return base === 'scratch' ? undefined : base
}

/** The stage that is built, and those that it begins with in turn; empty where the Dockerfile has no such stage. */
export function stagesBelow(
  dockerfile: string,
  { target, buildArgs }: Pick<Options, 'target' | 'buildArgs'>
): readonly Stage[] {
  const instructions = instructionsIn(dockerfile)
  const starts = instructions.flatMap(({ keyword }, index) => (keyword === 'FROM' ? [index] : []))
  const values = valuesOf(instructions.slice(0, starts[0] ?? 0), pairsOf(buildArgs))
  const stages = starts.map((start, index) => stageOf(instructions.slice(start, starts[index + 1]), values))
  const named = stages.findIndex(({ name }) => name !== '' && name === target.toLowerCase())
  const numbered = /^\d+$/.test(target) ? Number(target) : -1
  const found = named < 0 ? numbered : named
  return followed(stages, target === '' ? stages.length - 1 : found)
}

/** A stage may begin with an earlier one, which may do so, too. */
function followed(stages: readonly Stage[], index: number): readonly Stage[] {
  const stage = stages[index]
  if (!stage) return []
  const earlier = stages.slice(0, index).findLastIndex(({ name }) => name !== '' && name === stage.from.toLowerCase())
  return [stage, ...followed(stages, earlier)]
}

function stageOf([first, ...instructions]: readonly Instruction[], values: Values): Stage {
  const [from = '', as = '', name = ''] = first?.rest.split(/\s+/).filter((word) => !word.startsWith('--')) ?? []
  return { from: expand(from, values), name: /^as$/i.test(as) ? name.toLowerCase() : '', instructions }
}

/** The arguments that stages may begin with: those that are declared before the first. */
function valuesOf(instructions: readonly Instruction[], given: Values): Values {
  const values = new Map<string, string>()
  const declared = instructions.filter(({ keyword }) => keyword === 'ARG').flatMap(({ rest }) => rest.split(/\s+/))
  for (const [name, value] of pairsOf(declared)) values.set(name, given.get(name) ?? expand(value, values))
  return values
}

const variable = /\$(?:(?<plain>\w+)|\{(?<name>\w+)(?::-(?<otherwise>[^}]*))?\})/g

/** Puts values in place of a dollar sign and a name, or a name in braces, there with a default behind `:-`. */
function expand(text: string, values: Values): string {
  return text.replace(/^(["'])(.*)\1$/, '$2').replaceAll(variable, (...match) => {
    const { plain, name = plain, otherwise = '' } = match.at(-1) as Record<string, string>
    return values.get(name ?? '') || otherwise
  })
}

function pairsOf(texts: readonly string[]): Values {
  return new Map(texts.map((text) => /^([^=]*)=?(.*)$/s.exec(text)?.slice(1) as [string, string]))
}
