import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { expect, inject, test } from 'vitest'
import { type RunningRegistry, startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { inputs as mainInputs, metadataInputs } from '../../src/github/inputs/inputs.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

const engine = inject('engine')
const program = inject('registry')
const folder = join(import.meta.dirname, '../../examples')

interface Workflow {
  readonly on: { readonly push: { readonly tags?: readonly string[] } }
  readonly jobs: { readonly image: { readonly steps: readonly Step[] } }
}

interface Step {
  readonly uses?: string
  readonly with?: Record<string, unknown>
  readonly run?: string
}

const examples = readdirSync(folder)
  .filter((name) => name.endsWith('.yml'))
  .map((name) => {
    const workflow = load(readFileSync(join(folder, name), 'utf8')) as Workflow
    const { steps } = workflow.jobs.image
    const step = steps.find(({ uses }) => uses?.startsWith('OWNER/manifold'))
    const scripts = steps.flatMap((before) => before.run ?? [])
    const inputs = Object.entries(step?.with ?? {}).map(([input, value]) => [input, String(value)] as const)
    return {
      name,
      uses: step?.uses ?? '',
      inputs,
      scripts,
      pushedTag: workflow.on.push.tags?.[0]?.replace('*', '1.2.3'),
    }
  })

/** The hosts of an example, and the values of its secrets and variables, on this machine. */
function localize(text: string, [first, second, third]: readonly RunningRegistry[]): string {
  return text
    .replaceAll('ghcr.io', first?.host ?? '')
    .replaceAll('docker.io', second?.host ?? '')
    .replaceAll('registry.acme.example:5000', third?.host ?? '')
    .replaceAll(/\$\{\{ (?:secrets|vars)\.\w+ \}\}/g, 'known')
    .replaceAll(/\$\{\{ github\.ref_name \}\}/g, 'main')
    .replaceAll(/type=gha[^\n]*/g, 'type=inline')
}

test.each(examples)('$name uses only inputs that exist', ({ uses, inputs }) => {
  const table = uses.includes('/metadata@') ? metadataInputs : mainInputs
  expect(Object.keys(table)).toEqual(expect.arrayContaining(inputs.map(([input]) => input)))
})

test.each(examples.filter(({ uses }) => !uses.includes('/metadata@')))('$name publishes', async (example) => {
  await using registries = new AsyncDisposableStack()
  const running = await Promise.all([1, 2, 3].map(() => startRegistry({ program })))
  for (const registry of running) registries.use(registry)
  const Dockerfile = 'FROM scratch\nARG TARGETARCH\nCOPY greeting /greeting-$TARGETARCH\n'
  const files = { Dockerfile, greeting: 'hello', 'api/Dockerfile': Dockerfile, 'api/greeting': 'hello' }
  await using workspace = await makeWorkspace(files)
  for (const script of example.uses.includes('/metadata@') ? [] : example.scripts) {
    await run('sh', ['-e', '-c', script], { directory: workspace.path, variables: engine.variables })
  }
  const given = example.inputs.map(([input, text]) => [input, localize(text, running)])
  const { exitCode, log, outputs } = await runAction(workspace, {
    variables: engine.variables,
    ref: example.pushedTag ? `refs/tags/${example.pushedTag}` : 'refs/heads/main',
    inputs: { ...defaults(example.name, running), ...Object.fromEntries(given) },
  })
  expect(exitCode, log).toBe(0)
  expect(outputs.digest).toMatch(/^sha256:/)
  const statuses = JSON.parse(outputs.result ?? '[]').map(({ status }: { status: string }) => status)
  expect(new Set(statuses)).toEqual(new Set(['published']))
})

/** Without inputs, an image goes to ghcr.io, which is not available here: its name is set instead. */
function defaults(name: string, [first]: readonly RunningRegistry[]): Record<string, string> {
  return name === 'zero-configuration.yml' ? { images: `${first?.host}/acme/app` } : {}
}
