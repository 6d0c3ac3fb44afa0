import type { Variables } from '../../../environment.ts'
import type { JsonRecord } from '../../../json.ts'
import type { Finding } from '../../../plan/scan-report.ts'

/** Where a scanner reads an image, and where it writes what it finds. */
export interface ScanFiles {
  /** An OCI image layout with one image. */
  readonly layout: string
  readonly json: string
  readonly sarif: string
}

/** A program that finds vulnerabilities in images. */
export interface Scanner {
  readonly program: string
  /** The action that installs it. */
  readonly action: string
  /** Its package URL, without a version. */
  readonly url: string
  /** Variables that configure it, among those of the job. */
  readonly variables: RegExp
  /** Variables of our own, which keep it from reading what it must not. */
  readonly settings: Variables
  /** Arguments that users cannot give, since the action gives them. */
  readonly reserved: readonly string[]
  /** The commands that write both files, one after the other. `extra` are the user's own arguments. */
  commands(files: ScanFiles, extra: readonly string[]): readonly (readonly string[])[]
  /** What a report says; undefined if it is not valid. Fields that are not known are ignored. */
  findings(report: JsonRecord): readonly Finding[] | undefined
}
