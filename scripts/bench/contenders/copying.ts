import { run } from '../../machine/run.ts'
import type { ToolName, Tools } from '../../machine/tools.ts'
import type { PublishedImage } from '../subjects/published-image.ts'
import { type Contender, oneByOne } from './contender.ts'

type Command = readonly string[]

/** The arguments with which each tool copies an image between registries over plain HTTP, as documented. */
const commands = {
  crane: (source, target) => ['copy', source, target],
  oras: (source, target) => ['cp', '--no-tty', '--recursive', '--from-plain-http', '--to-plain-http', source, target],
  skopeo: (source, target) => [
    ...['copy', '--quiet', '--all', '--preserve-digests', '--src-tls-verify=false', '--dest-tls-verify=false'],
    ...[`docker://${source}`, `docker://${target}`],
  ],
  regctl: (source, target) => [...plain(source), ...plain(target), 'image', 'copy', source, target],
} as const satisfies Partial<Record<ToolName, (source: string, target: string) => Command>>

export const copierNames = Object.keys(commands) as (keyof typeof commands)[]

function plain(reference: string): Command {
  return ['--host', `reg=${reference.slice(0, reference.indexOf('/'))},tls=disabled`]
}

/** The tools that are available and copy images between registries, one target after the other. */
export function copiers(tools: Tools): readonly Contender<PublishedImage>[] {
  return copierNames.flatMap((name) => {
    const program = tools[name]
    if (program === undefined) return []
    return oneByOne(name, async ({ reference }, target, tags) => {
      for (const tag of tags) await run(program, commands[name](reference, `${target}:${tag}`))
    })
  })
}
