/**
 * Demonstrates two consecutive releases: a sample repository with a tag, two real registries, and the step, run the way
 * GitHub's runner does. npm run demo
 */
import { join } from 'node:path'
import { formatBytes } from '../src/format-amount.ts'
import { pullBack } from './demo/pull-back.ts'
import { makeSample, type Sample } from './demo/sample.ts'
import { heading, showLog, showOutputs, showSummary } from './demo/show.ts'
import { type Engine, startEngine } from './machine/engine.ts'
import { type RunningRegistry, startRegistry } from './machine/registry.ts'
import { findRegistry } from './machine/registry-program.ts'
import { runStep, type StepResult } from './runner.ts'

const entry = join(import.meta.dirname, '..', 'dist', 'index.js')
const htpasswd = { username: 'release-bot', password: 'demo-password' }
const repository = {
  name: 'shop',
  full_name: 'acme/shop',
  html_url: 'https://github.com/acme/shop',
  description: 'A shop',
  default_branch: 'main',
  license: { spdx_id: 'MIT' },
}
const progress = (line: string) => console.log(`  ${line}`)

heading('Starting a Docker engine and two registries')
await using engine = await startEngine({ progress })
const program = await findRegistry(progress, engine)
await using plain = await startRegistry({ program })
await using guarded = await startRegistry({ program, tls: true, htpasswd })
progress(`${plain.host}    plain HTTP, no authentication`)
progress(`${guarded.host}    HTTPS with a private CA, only for user ${htpasswd.username}`)

await using sample = await makeSample()
heading('First release: tag v1.4.2')
const first = await release(sample, 'v1.4.2', engine)
showOutputs(first.outputs)
showSummary(first.summary)

heading('Next release, with one file changed: tag v1.4.3')
await sample.change()
const second = await release(sample, 'v1.4.3', engine)
showSummary(second.summary)
for (const { target, kept, uploaded } of JSON.parse(second.outputs.result ?? '[]')) {
  progress(`${target}: ${formatBytes(uploaded.bytes)} sent, ${formatBytes(kept.bytes)} already there`)
}

heading('Pulling by digest from both registries')
for (const registry of [plain, guarded])
  await pullBack(`${registry.host}/acme/shop`, second, engine, htpasswd, progress)

async function release({ directory, tag }: Sample, version: string, { variables }: Engine): Promise<StepResult> {
  const sha = await tag(version)
  const result = await runStep({
    entry,
    inputs: {
      images: [plain, guarded].map(({ host }) => `${host}/acme/shop`).join('\n'),
      tags: ['{{version}}', '{{major}}.{{minor}}'].map((pattern) => `type=semver,pattern=${pattern}`).join('\n'),
      'registry-auth': authFor(guarded),
    },
    workspace: directory,
    variables: {
      ...variables,
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: `refs/tags/${version}`,
      GITHUB_SHA: sha,
      GITHUB_REPOSITORY: 'acme/shop',
    },
    event: { ref: `refs/tags/${version}`, repository },
    onLine: showLog,
  })
  if (result.exitCode !== 0) throw new Error(`The step failed with exit code ${result.exitCode}`)
  return result
}

function authFor({ host, files }: RunningRegistry): string {
  return `- { registry: '${host}', username: ${htpasswd.username}, password: ${htpasswd.password}, ca: '${files?.authority}' }`
}
