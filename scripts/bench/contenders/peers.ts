import { run } from '../../machine/run.ts'
import type { ToolName, Tools } from '../../machine/tools.ts'
import type { StoredImage } from '../subjects/images.ts'
import { type Contender, oneByOne } from './contender.ts'
import { copierNames } from './copying.ts'

type Command = readonly string[]

/** The properties of an image that tools need. */
type Layout = Pick<StoredImage, 'directory' | 'ref'>

/** The arguments with which each tool pushes an image layout over plain HTTP, as documented. */
const commands = {
  crane: ({ directory }, target, [first = '', ...more]) => [
    ['push', directory, `${target}:${first}`],
    ...more.map((tag) => ['tag', `${target}:${first}`, tag]),
  ],
  oras: ({ directory, ref }, target, tags) => [
    ['cp', '--no-tty', '--to-plain-http', '--from-oci-layout', `${directory}:${ref}`, `${target}:${tags.join(',')}`],
  ],
  skopeo: ({ directory, ref }, target, tags) =>
    tags.map((tag) => [
      ...['copy', '--quiet', '--all', '--preserve-digests', '--dest-tls-verify=false'],
      ...[`oci:${directory}:${ref}`, `docker://${target}:${tag}`],
    ]),
} as const satisfies Partial<
  Record<ToolName, (image: Layout, target: string, tags: readonly string[]) => readonly Command[]>
>

const peerNames = Object.keys(commands) as (keyof typeof commands)[]

/** Everything that we are compared with, beside buildx. */
export const comparedTools = [...new Set([...peerNames, ...copierNames])]

/** The peers that are available and push image layouts. */
export function peers(tools: Tools): readonly Contender<Layout>[] {
  return peerNames.flatMap((name) => {
    const program = tools[name]
    if (program === undefined) return []
    return oneByOne(name, async (image, target, tags) => {
      for (const args of commands[name](image, target, tags)) await run(program, args)
    })
  })
}

const versionArguments = {
  crane: ['version'],
  oras: ['version'],
  skopeo: ['--version'],
  regctl: ['version'],
} as const satisfies Readonly<Record<(typeof comparedTools)[number], readonly string[]>>

/** `skopeo 1.9.3`; only the name if a tool does not report its version. */
export async function peerVersions(tools: Tools): Promise<readonly string[]> {
  const versions = comparedTools.map(async (name) => {
    const program = tools[name]
    if (program === undefined) return []
    const said = await run(program, versionArguments[name]).catch(() => '')
    return [`${name} ${/\d+\.\d+\.\d+/.exec(said)?.[0] ?? ''}`.trim()]
  })
  return (await Promise.all(versions)).flat()
}
