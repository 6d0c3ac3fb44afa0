import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/**
 * An engine that Docker's client reaches through ssh, under an alias of ssh's own configuration: where it reaches this
 * machine is not known, so that images are exported as files. A stand-in for ssh connects to the engine itself.
 */
export async function farAway({ DOCKER_HOST = '', PATH = '', ...variables }: Readonly<Record<string, string>>) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'manifold-ssh-'))
  const engine = DOCKER_HOST || 'unix:///var/run/docker.sock'
  const script = `#!/bin/sh\nexec docker --host '${engine}' system dial-stdio\n`
  await writeFile(join(folder.path, 'ssh'), script, { mode: 0o700 })
  return {
    variables: { ...variables, PATH: [folder.path, PATH].join(delimiter), DOCKER_HOST: 'ssh://engine-alias.invalid' },
    [Symbol.asyncDispose]: () => folder.remove(),
  }
}
