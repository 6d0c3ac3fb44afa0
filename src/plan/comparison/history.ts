import { isRecord, type JsonRecord, parseRecord } from '../../json.ts'
import { platformInConfig, platformOf, shownPlatform } from '../../oci/index/image-platform.ts'
import { instructionIn } from './instruction.ts'

/** What an image's configuration says about it: image-spec, config.md. */
export interface ImageHistory {
  /** `linux/arm64`; undefined if it does not say. */
  readonly platform?: string
  /** The instruction for each layer; undefined for one that does not say. */
  readonly instructions: readonly (string | undefined)[]
}

/** Reads an image configuration. `redact` removes secrets from an instruction. Anything else has no history. */
export function readHistory(config: string, redact: (text: string) => string): ImageHistory {
  const fields = parseRecord(config)
  const platform = platformOf(platformInConfig(fields))
  const entries = Array.isArray(fields.history) ? fields.history.filter(isRecord) : []
  return {
    ...(platform && { platform: shownPlatform(platform) }),
    instructions: entries.filter((entry) => entry.empty_layer !== true).map((entry) => instructionOf(entry, redact)),
  }
}

function instructionOf({ created_by: by }: JsonRecord, redact: (text: string) => string): string | undefined {
  return typeof by === 'string' && by !== '' ? instructionIn(redact(by)) : undefined
}
