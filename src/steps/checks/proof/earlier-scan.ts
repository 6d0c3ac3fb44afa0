import { atMost } from '../../../async/at-most.ts'
import { findScan } from '../../../attach/release/find-scan.ts'
import type { ScannedPlatform } from '../../../checks/scan/scan-check.ts'
import type { Log } from '../../../environment.ts'
import { isIndex } from '../../../oci/descriptor.ts'
import type { Digest } from '../../../oci/digest.ts'
import { platformOf, shownPlatform } from '../../../oci/index/image-platform.ts'
import type { EarlierScan } from '../../../plan/scan-report.ts'
import type { TargetUpload } from '../../../push/push.ts'

/** Finds the scans that are attached to the images that tags pointed at before. */
export class EarlierScans {
  readonly #isTagged: boolean
  readonly #log: Pick<Log, 'info'>

  /** `isTagged` says whether they are under cosign's older tags. */
  constructor(isTagged: boolean, log: Pick<Log, 'info'>) {
    this.#isTagged = isTagged
    this.#log = log
  }

  /**
   * The scan of one platform of the image that a target had before; undefined if there is none, or it cannot be read. Never
   * rejects: nothing depends on it.
   */
  async find(upload: TargetUpload, scanned: ScannedPlatform): Promise<EarlierScan | undefined> {
    const { remote } = upload.push.content
    let found: EarlierScan | undefined
    const search = async () => {
      const subject = await previousManifest(upload, scanned)
      if (!subject || !remote.isCalm) return
      const onSkipped = (reason: string) => this.#note(scanned, `one is skipped: ${reason}`)
      found = await findScan({ remote, subject, isTagged: this.#isTagged, onSkipped })
    }
    await atMost(search().catch((error: Error) => this.#note(scanned, error.message)))
    return found
  }

  #note({ platform }: ScannedPlatform, problem: string): void {
    this.#log.info(`${platform}: scans attached to the previous image: ${problem}`)
  }
}

/** What the tag had for a platform: of several tags, the first that pointed at another image decides. */
async function previousManifest(
  { push: { shownRoots, content }, image }: TargetUpload,
  { platform, isOnly }: ScannedPlatform
): Promise<Digest | undefined> {
  const digest = shownRoots.find((root) => root !== image.root.digest) ?? shownRoots[0]
  const root = digest && (await content.manifests.get(digest))
  if (!root) return undefined
  if (!isIndex(root.descriptor)) return isOnly ? digest : undefined
  return root.children.find((child) => {
    const named = platformOf(child.platform)
    return named && shownPlatform(named) === platform
  })?.digest
}
