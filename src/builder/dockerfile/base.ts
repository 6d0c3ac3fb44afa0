import type { BuildRequest } from '../build-request.ts'
import { type Instruction, instructionsIn } from './instructions.ts'

type Options = Pick<BuildRequest, 'target' | 'buildArgs' | 'buildContexts'>
type Values = ReadonlyMap<string, string>

interface Stage {
  readonly name: string
  readonly from: string
  /** The instructions after its FROM. */
  readonly instructions: readonly Instruction[]
}

/** Maximum characters of a value. No image name is as long, but nested arguments could expand exponentially. */
const valueLimit = 4096

/**
 * The base image of a build, as its Dockerfile names it: docs.docker.com, Dockerfile reference, FROM. Undefined for
 * `scratch`, and if it cannot be determined from the text.
 */
export function baseOf(dockerfile: string, { target, buildArgs, buildContexts }: Options): string | undefined {
  const base = stagesBelow(dockerfile, { target, buildArgs }).at(-1)?.from
  const instead = base && pairsOf(buildContexts).get(base)
  if (instead !== undefined) return /^docker-image:\/\/(.+)$/.exec(instead)?.[1]
  return base === 'scratch' ? undefined : base
}

/** The stage that is built and the stages it is based on, in turn; empty if the Dockerfile has no such stage. */
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

/** Follows a chain of stages: each may be based on an earlier one. */
function followed(stages: readonly Stage[], index: number): readonly Stage[] {
  const named = new Map<string, number>()
  const below = stages.map(({ name, from }, at) => {
    const earlier = named.get(from.toLowerCase())
    if (name !== '') named.set(name, at)
    return earlier
  })
  const chain: Stage[] = []
  for (let at: number | undefined = index; at !== undefined; at = below[at]) chain.push(...stages.slice(at, at + 1))
  return chain
}

function stageOf([first, ...instructions]: readonly Instruction[], values: Values): Stage {
  const [from = '', as = '', name = ''] = first?.rest.split(/\s+/).filter((word) => !word.startsWith('--')) ?? []
  return { from: expand(from, values), name: /^as$/i.test(as) ? name.toLowerCase() : '', instructions }
}

/** The arguments that a FROM may use: those declared before the first stage. */
function valuesOf(instructions: readonly Instruction[], given: Values): Values {
  const values = new Map<string, string>()
  const declared = instructions.filter(({ keyword }) => keyword === 'ARG').flatMap(({ rest }) => rest.split(/\s+/))
  for (const [name, value] of pairsOf(declared)) values.set(name, given.get(name) ?? expand(value, values))
  return values
}

const variable = /\$(?:(?<plain>\w+)|\{(?<name>\w+)(?::-(?<otherwise>[^}]*))?\})/g

/**
 * Expands variables: a dollar sign and a name, or a name in braces, optionally with a default after `:-`. Empty if the
 * result would be too long.
 */
function expand(text: string, values: Values): string {
  let room = valueLimit
  const expanded = text.replace(/^(["'])(.*)\1$/, '$2').replaceAll(variable, (...match) => {
    const { plain, name = plain, otherwise = '' } = match.at(-1) as Record<string, string>
    const value = values.get(name ?? '') || otherwise
    room -= value.length
    return room < 0 ? '' : value
  })
  return room < 0 ? '' : expanded
}

function pairsOf(texts: readonly string[]): Values {
  return new Map(texts.map((text) => /^([^=]*)=?(.*)$/s.exec(text)?.slice(1) as [string, string]))
}
