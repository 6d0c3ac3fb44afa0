import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

/** One image that a stand-in for a scanner has read. */
export interface ScanRecord {
  readonly args: readonly string[]
  readonly platform: string
  readonly variables: Readonly<Record<string, string>>
  /** Docker's configuration, as it found it. */
  readonly docker: string
}

/** Stand-ins for Trivy and Grype, found before those of this machine. */
export interface FakeScanners extends AsyncDisposable {
  readonly variables: Readonly<Record<string, string>>
  records(): Promise<readonly ScanRecord[]>
}

export async function makeFakeScanners(mood = ''): Promise<FakeScanners> {
  const folder = await mkdtemp(join(tmpdir(), 'manifold-fake-scanner-'))
  const path = [join(import.meta.dirname, 'bin'), dirname(process.execPath), process.env.PATH ?? ''].join(delimiter)
  const own = { TRIVY_STAND_IN: folder, TRIVY_MOOD: mood, GRYPE_STAND_IN: folder, GRYPE_MOOD: mood }
  return {
    variables: { PATH: path, HOME: folder, RUNNER_OS: 'Linux', RUNNER_ARCH: 'X64', ...own },
    async records() {
      const text = await readFile(join(folder, 'records'), 'utf8').catch(() => '')
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as ScanRecord)
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}
