/** Measures our action beside its peers, on real registries: npm run bench -- --help */
import { resolve } from 'node:path'
import type { OursOptions } from './bench/contenders/ours.ts'
import { parseOptions } from './bench/options.ts'
import { distance } from './bench/suites/distance.ts'
import { lines } from './bench/suites/lines.ts'
import { push } from './bench/suites/push.ts'
import { openWorkspace } from './bench/workspace.ts'
import { findRegistry } from './machine/registry-program.ts'
import { findTools } from './machine/tools.ts'

const options = parseOptions(process.argv.slice(2))
const progress = (line: string) => console.error(line)
await using workspace = await openWorkspace(8e9)
const program = await findRegistry(progress)
const tools = await findTools({ progress, wanted: ['crane', 'oras', 'skopeo'] })
const ours = options.dist.map(
  (dist, index): OursOptions => ({
    name: index === 0 ? 'ours' : `ours (${dist})`,
    dist: resolve(dist),
    workspace: workspace.directory,
    variables: { PATH: process.env.PATH, HOME: process.env.HOME },
  })
)
for (const suite of options.suites)
  if (suite in { push, lines, distance })
    console.log(
      await ({ push, lines, distance } as any)[suite]({
        options,
        directory: workspace.directory,
        program,
        tools,
        ours,
        progress,
      })
    )
