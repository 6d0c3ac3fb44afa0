import { join } from 'node:path'
import type { Digest } from '../../oci/digest.ts'
import type { Required } from '../../plan/gate.ts'
import { describeChange } from '../../plan/scan-change.ts'
import {
  countFindings,
  describeCounts,
  describeExcess,
  type EarlierScan,
  type Finding,
  type PlatformScan,
  type ScanChange,
  type ScannerReport,
  scanJson,
  type Threshold,
} from '../../plan/scan-report.ts'
import { type Check, CheckError, type Unpublished } from '../../push/phases/check.ts'
import type { TargetUpload } from '../../push/push.ts'
import { type CheckedImage, imageHere, imagesAt } from '../content/checked-image.ts'
import { CheckedLayout } from '../content/checked-layout.ts'
import { type PlatformManifest, platformManifests } from '../content/platform-manifests.ts'
import { runScanner, type ScannerOptions } from './run-scanner.ts'
import { mergeSarif, type SarifReport, writeSarif } from './sarif.ts'
import { changeSince } from './since-earlier.ts'

export interface ScanOptions extends ScannerOptions {
  readonly threshold: Threshold
  /** Where to write the SARIF document; undefined for nowhere. */
  readonly sarif: string | undefined
  /** Whether an objection is only a warning. */
  readonly warns: boolean
  readonly required: Required
  /** A folder for temporary files. */
  readonly temp: string
  /** The version of the scanner. */
  readonly version: string
  /** Takes each report, with the digest of the manifest that it is about. */
  readonly keep?: (digest: Digest, report: ScannerReport) => void
  /** Finds the scan of the image that a target had before. Never rejects. */
  readonly findEarlier?: (upload: TargetUpload, scanned: ScannedPlatform) => Promise<EarlierScan | undefined>
  /** Makes a part of the summary. */
  readonly summarize: (scans: readonly PlatformScan[]) => string | undefined
}

/** A part of an image that is scanned. */
export interface ScannedPlatform {
  readonly platform: string
  /** Whether the image is for this platform alone. */
  readonly isOnly: boolean
}

/** Scans each platform of the images. */
export class ScanCheck implements Check {
  readonly name = 'scan'
  readonly stage = 'proof'
  readonly isForParts = false
  readonly #options: ScanOptions
  #scans: PlatformScan[] = []
  #sarif: SarifReport[] = []

  constructor(options: ScanOptions) {
    this.#options = options
  }

  async approve(ready: Parameters<Check['approve']>[0]) {
    await this.#scanAll(imagesAt(ready, this.#options.required))
    return []
  }

  async checkUnpublished({ sources }: Unpublished): Promise<void> {
    await this.#scanAll(sources.map(imageHere))
  }

  report() {
    return { outputs: { scan: scanJson(this.#scans) }, summary: this.#options.summarize(this.#scans) }
  }

  async #scanAll(images: readonly CheckedImage[]): Promise<void> {
    const { scanner, sarif, signal } = this.#options
    this.#scans = []
    this.#sarif = []
    const problems: string[] = []
    for (const [index, image] of images.entries()) {
      try {
        problems.push(...(await this.#scanImage(image, `scan-${index}`, images.length > 1)))
      } catch (error) {
        signal.throwIfAborted()
        problems.push(`${image.name}: ${(error as Error).message}`)
      }
    }
    if (sarif !== undefined) await writeSarif(sarif, mergeSarif(this.#sarif, scanner.program))
    this.#judge(problems)
  }

  /** Returns what went wrong, a sentence for each platform. */
  async #scanImage(image: CheckedImage, folder: string, isOneOfMany: boolean): Promise<readonly string[]> {
    const { temp, environment, signal } = this.#options
    const platforms = await platformManifests(image, signal)
    const layout = new CheckedLayout({ directory: join(temp, folder, 'layout'), log: environment.log, signal })
    await layout.add(
      image,
      platforms.map(({ manifest }) => manifest)
    )
    const problems: string[] = []
    for (const each of platforms) {
      const name = isOneOfMany ? `${image.name} (${each.platform})` : each.platform
      try {
        await layout.select(each.manifest.descriptor)
        const place = { name, directory: join(temp, folder), layout: layout.directory }
        const problem = await this.#scan(image, { ...each, isOnly: platforms.length === 1 }, place)
        if (problem) problems.push(problem)
      } catch (error) {
        signal.throwIfAborted()
        problems.push(`${name}: ${(error as Error).message}.`)
      }
    }
    return problems
  }

  async #scan(
    image: CheckedImage,
    { platform, manifest: { descriptor }, isOnly }: PlatformManifest & ScannedPlatform,
    { name, directory, layout }: { readonly name: string; readonly directory: string; readonly layout: string }
  ): Promise<string | undefined> {
    const { scanner, version, threshold, environment, findEarlier, keep } = this.#options
    const fileFor = (ending: string) => join(directory, `${descriptor.digest.replace(':', '-')}.${ending}`)
    const files = { layout, json: fileFor('json'), sarif: fileFor('sarif') }
    const started = environment.now().toISOString()
    const finding = image.upload && findEarlier?.(image.upload, { platform, isOnly })
    const { findings, sarif, text } = await runScanner(image.name, files, this.#options)
    keep?.(descriptor.digest, {
      scanner: scanner.url,
      version,
      text,
      started,
      finished: environment.now().toISOString(),
    })
    const counts = countFindings(findings)
    const change = this.#compare(name, findings, await finding)
    this.#scans.push({ image: image.name, platform, counts, ...(change && { change }) })
    this.#sarif.push({ name, sarif })
    const since = change ? `; since the previous image ${describeChange(change)}` : ''
    environment.log.info(`${name}: ${describeCounts(counts)}${since}`)
    const excess = describeExcess(counts, threshold)
    return excess && `${scanner.program} found ${excess} in ${name}.`
  }

  #compare(name: string, findings: readonly Finding[], earlier: EarlierScan | undefined): ScanChange | undefined {
    const { scanner, environment } = this.#options
    try {
      return earlier && changeSince(earlier, findings, scanner)
    } catch (error) {
      const reason = (error as Error).message
      environment.log.info(`${name}: not compared with the previous image, whose scan ${reason}`)
      return undefined
    }
  }

  #judge(problems: readonly string[]): void {
    if (problems.length === 0) return
    const { threshold, warns, environment } = this.#options
    const isExceeded = this.#scans.some(({ counts }) => describeExcess(counts, threshold) !== undefined)
    const advice = `Update what is affected, or set 'scan-fail-on' (now '${threshold}') or 'scan-args'.`
    const objection = new CheckError(this.name, [...problems, ...(isExceeded ? [advice] : [])].join(' '))
    if (!warns) throw objection
    environment.log.warning(objection.message)
  }
}
