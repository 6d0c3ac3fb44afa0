import { run } from '../../machine/run.ts'
import type { ToolName, Tools } from '../../machine/tools.ts'
import type { DockerArchive } from '../subjects/docker-archive.ts'
import { type Contender, oneByOne } from './contender.ts'

/** The arguments with which each tool pushes a Docker archive over plain HTTP, as documented. */
const commands = {
  crane: (file, target) => ['push', file, target],
  skopeo: (file, target) => [
    ...['copy', '--quiet', '--dest-tls-verify=false'],
    ...[`docker-archive:${file}`, `docker://${target}`],
  ],
} as const satisfies Partial<Record<ToolName, (file: string, target: string) => readonly string[]>>

/** The tools that are available and push Docker archives, one target after the other. Each compresses in its own way. */
export function archivePushers(tools: Tools): readonly Contender<DockerArchive>[] {
  const names = Object.keys(commands) as (keyof typeof commands)[]
  return names.flatMap((name) => {
    const program = tools[name]
    if (program === undefined) return []
    const pusher = oneByOne<DockerArchive>(name, async ({ file }, target, tags) => {
      for (const tag of tags) await run(program, commands[name](file, `${target}:${tag}`))
    })
    return { ...pusher, makesOwn: true }
  })
}
