import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '../machine/engine.ts'
import { type Progress, run } from '../machine/run.ts'
import type { StepResult } from '../runner.ts'

/** Pulls a published image by digest with Docker, which verifies all of its content. */
export async function pullBack(
  image: string,
  { outputs }: StepResult,
  { variables }: Engine,
  { username, password }: { readonly username: string; readonly password: string },
  progress: Progress
): Promise<void> {
  const reference = `${image}@${outputs.digest}`
  const directory = await mkdtemp(join(tmpdir(), 'manifold-demo-login-'))
  try {
    const host = image.slice(0, image.indexOf('/'))
    const auth = Buffer.from(`${username}:${password}`).toString('base64')
    await writeFile(join(directory, 'config.json'), JSON.stringify({ auths: { [host]: { auth } } }), { mode: 0o600 })
    const told = await run('docker', ['pull', reference], { variables: { ...variables, DOCKER_CONFIG: directory } })
    progress(told.split('\n').findLast((line) => line.startsWith('Status')) ?? told)
    await run('docker', ['image', 'rm', '--force', reference], { variables })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
