import { join } from 'node:path'
import type { Environment, Variables } from '../../environment.ts'
import { formatCount } from '../../format-amount.ts'
import type { Repository } from '../../oci/distribution/reference.ts'
import type { Required } from '../../plan/gate.ts'
import { runScript } from '../../process/script.ts'
import { parseShell, type Shell } from '../../process/shell.ts'
import { type Check, CheckError, type Unpublished } from '../../push/phases/check.ts'
import { type CheckedImage, imageHere, imagesAt } from '../content/checked-image.ts'
import { CheckedLayout } from '../content/checked-layout.ts'
import { platformManifests } from '../content/platform-manifests.ts'
import { type TestPlatforms, type TestRun, testRuns } from './test-platforms.ts'
import { type TestSubject, testVariables } from './test-variables.ts'

export interface TestOptions {
  readonly script: string
  /** Where it runs. */
  readonly directory: string
  /** Minutes for one run. */
  readonly timeout: number
  readonly platforms: TestPlatforms
  /** Whether other jobs test the platforms that are not here. */
  readonly isPart: boolean
  /** The runner's own. */
  readonly native: string
  readonly required: Required
  /** What the command finds in its environment, besides the variables that name the images. */
  readonly variables: Variables
  /** The variables with which programs can pull from these repositories. */
  readonly signIn: (repositories: readonly Repository[]) => Promise<Variables>
  /** A folder for temporary files. */
  readonly temp: string
  readonly environment: Pick<Environment, 'run' | 'log'>
  readonly signal: AbortSignal
}

/** Runs a command that tests images: any exit code but 0 is an objection. */
export class TestCheck implements Check {
  readonly name = 'test'
  readonly stage = 'proof'
  readonly isForParts = true
  readonly #options: TestOptions

  constructor(options: TestOptions) {
    this.#options = options
  }

  async approve(ready: Parameters<Check['approve']>[0]) {
    const { required, signIn } = this.#options
    const images = imagesAt(ready, required)
    const repositories = images.map(({ repository }) => repository).filter((repository) => repository !== undefined)
    await this.#test({ images, names: images.map(({ name }) => name) }, await signIn(repositories))
    return []
  }

  async checkUnpublished({ sources, loaded }: Unpublished): Promise<void> {
    const images = sources.map(imageHere)
    const variables = await this.#options.signIn([])
    if (loaded.length > 0) return await this.#test({ images, names: loaded }, variables)
    const layouts: string[] = []
    for (const image of images) layouts.push(await this.#writeLayout(image, `tested-${layouts.length}`))
    await this.#test({ images, names: [], layouts }, variables)
  }

  async #writeLayout(checked: CheckedImage, folder: string): Promise<string> {
    const { temp, environment, signal } = this.#options
    const layout = new CheckedLayout({ directory: join(temp, folder), log: environment.log, signal })
    await layout.add(checked, checked.image.manifests)
    await layout.select(checked.image.root)
    return layout.directory
  }

  async #test(given: Omit<TestSubject, 'platforms'>, variables: Variables): Promise<void> {
    const { platforms: wanted, native, environment } = this.#options
    const platforms = await platformsOf(given.images, this.#options.signal)
    const subject = { ...given, platforms }
    const runs = testRuns(platforms, wanted, native)
    if (runs.length === 0) this.#refuse(platforms)
    for (const run of runs) {
      environment.log.info(`Testing ${nameOf(subject)} on ${run.platform}${run.isForeign ? ', which is emulated' : ''}`)
      await this.#run(run, { ...this.#options.variables, ...variables, ...testVariables(subject, run) })
    }
  }

  /** A wrong list must not let an image be published untested. */
  #refuse(platforms: readonly string[]): void {
    const problem = `the image is for ${platforms.join(', ')} only, which 'test-platforms' does not list`
    if (!this.#options.isPart) throw new CheckError(this.name, `${problem}. Correct the list.`)
    this.#options.environment.log.notice(`Not tested: ${problem}`)
  }

  async #run({ platform }: TestRun, variables: Variables): Promise<void> {
    const { script, directory, timeout, temp, environment, signal } = this.#options
    const late = AbortSignal.timeout(timeout * 60_000)
    const ending = runScript({
      ...{ script, directory, variables, environment },
      shell: parseShell('bash') as Shell,
      path: join(temp, 'test'),
      signal: AbortSignal.any([signal, late]),
    })
    const { exitCode, words, excerpt } = await ending.catch((cause: Error) => {
      signal.throwIfAborted()
      throw new CheckError(this.name, late.aborted ? tooLong(timeout, platform) : cause.message, { cause })
    })
    if (exitCode === 0) return
    const problem = `the command ended with exit code ${exitCode} on ${platform}${words ? `: ${words}` : ''}.`
    throw new CheckError(this.name, problem, { excerpt })
  }
}

function tooLong(timeout: number, platform: string): string {
  return `the command did not end within ${formatCount(timeout, 'minute')} on ${platform}, and was stopped. Set 'test-timeout' to allow more.`
}

function nameOf({ images, names, layouts = [] }: TestSubject): string {
  const [name = layouts[0]] = names
  const others = images.length > 1 ? ` and ${images.length - 1} more` : ''
  return `${name ?? 'the image'}${others}`
}

async function platformsOf(images: readonly CheckedImage[], signal: AbortSignal): Promise<readonly string[]> {
  const all = await Promise.all(images.map((image) => platformManifests(image, signal)))
  return [...new Set(all.flat().map(({ platform }) => platform))]
}
