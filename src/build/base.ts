import type { BuildRequest } from './build-request.ts'
import { type Instruction, instructionsIn } from './dockerfile.ts'

type Options = Pick<BuildRequest, 'target' | 'buildArgs' | 'buildContexts'>
type Values = ReadonlyMap<string, string>

interface Stage {
  readonly name: string
  readonly from: string
}

/**
 * The image whose layers lie below those of a build, as its Dockerfile names it: docs.docker.com, Dockerfile reference,
 * FROM. Undefined for `scratch`, and where the text does not tell.
 */
export function baseOf(dockerfile: string, { target, buildArgs, buildContexts }: Options): string | undefined {
  const instructions = instructionsIn(dockerfile)
  const first = instructions.findIndex(({ keyword }) => keyword === 'FROM')
  const values = valuesOf(instructions.slice(0, Math.max(first, 0)), pairsOf(buildArgs))
  const stages = instructions.filter(({ keyword }) => keyword === 'FROM').map(({ rest }) => stageOf(rest, values))
  const last = target === '' ? stages.length - 1 : stages.findIndex(({ name }) => name === target.toLowerCase())
  const base = followed(stages, last)
  const instead = base && pairsOf(buildContexts).get(base)
  if (instead !== undefined) return /^docker-image:\/\/(.+)$/.exec(instead)?.[1]
  return base === 'scratch' ? undefined : base
}

/** A stage may begin with an earlier one, which may do so, too. */
function followed(stages: readonly Stage[], index: number): string | undefined {
  const stage = stages[index]
  if (!stage) return undefined
  const earlier = stages.slice(0, index).findLastIndex(({ name }) => name !== '' && name === stage.from.toLowerCase())
  return earlier < 0 ? stage.from : followed(stages, earlier)
}

function stageOf(rest: string, values: Values): Stage {
  const [from = '', as = '', name = ''] = rest.split(/\s+/).filter((word) => !word.startsWith('--'))
  return { from: expand(from, values), name: /^as$/i.test(as) ? name.toLowerCase() : '' }
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
