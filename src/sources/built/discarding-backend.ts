import type { BlobWriter, SinkBackend } from '../../intake/sink/backend.ts'

/** Accepts everything and keeps nothing. */
export class DiscardingBackend implements SinkBackend {
  async hasBlob(): Promise<boolean> {
    return false
  }

  async receiveBlob(): Promise<BlobWriter> {
    return { write: () => undefined, finish: async () => undefined, abandon: async () => undefined }
  }

  receiveManifest(): void {}

  manifest(): undefined {
    return undefined
  }
}
