import { isForPlatform, parsePlatform } from '../../oci/index/image-platform.ts'

/** On which platforms to test: the runner's own, all of the image, or these. */
export type TestPlatforms = 'native' | 'all' | readonly string[]

/** One run of the test. */
export interface TestRun {
  readonly platform: string
  /** Whether the runner has to emulate it. */
  readonly isForeign: boolean
}

/**
 * The runs of a test of an image with these platforms. Without an image for the runner's platform, its first one is run.
 * Listed platforms that it does not have are left out: with several jobs, each has its own.
 */
export function testRuns(available: readonly string[], wanted: TestPlatforms, native: string): readonly TestRun[] {
  const own = available.find((platform) => isSame(platform, native))
  const runs = (platforms: readonly string[]) =>
    platforms.map((platform) => ({ platform, isForeign: !isSame(platform, native) }))
  if (wanted === 'all') return runs(available)
  if (wanted === 'native') return runs([own ?? available[0]].filter((platform) => platform !== undefined))
  return runs(available.filter((platform) => wanted.some((each) => isSame(platform, each))))
}

function isSame(one: string, other: string): boolean {
  const [first, second] = [parsePlatform(one), parsePlatform(other)]
  return first && second ? isForPlatform(first, second) : one === other
}

const architectures: Readonly<Record<string, string>> = { X64: 'amd64', X86: '386', ARM64: 'arm64', ARM: 'arm' }

/** The platform of containers on a runner with this `RUNNER_OS` and `RUNNER_ARCH`; `otherwise` is Node's name for it. */
export function runnerPlatform(system = '', architecture = '', otherwise = 'x64'): string {
  const name = architectures[architecture] ?? architectures[otherwise.toUpperCase()] ?? otherwise
  return `${system === 'Windows' ? 'windows' : 'linux'}/${name}`
}
