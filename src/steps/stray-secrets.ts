import type { Log } from '../environment.ts'
import type { Inputs } from '../github/inputs.ts'

/** What BuildKit itself looks for: docs.docker.com, build secrets, Git authentication for remote contexts. */
const builders = /^(?:GIT|HTTP)_AUTH_/

/**
 * Warns of a secret that the Dockerfile does not name: it may be the second line of the one before, which is then cut.
 * Its name is not shown, since it would be a part of that.
 */
export function warnOfStraySecrets({ secrets }: Pick<Inputs, 'secrets'>, dockerfile: string, log: Log): void {
  // The Dockerfile is not here, or names a secret by a variable.
  if (dockerfile === '' || /\b(?:id|target|env)=[^\s,]*\$/.test(dockerfile)) return
  secrets.forEach(([id], index) => {
    if (index === 0 || builders.test(id) || dockerfile.includes(id)) return
    const remedy = `If it is a further line of entry ${index}, write that one in quotes as a whole: "NAME=first line⏎last line"`
    log.warning(`The Dockerfile does not use entry ${index + 1} of the input 'secrets'. ${remedy}`)
  })
}
