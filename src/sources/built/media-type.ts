import type { Log } from '../../environment.ts'
import { type Descriptor, mediaTypes } from '../../oci/descriptor.ts'

/** OCI media types were requested, but Docker's classic image store only supports Docker's. */
export function logMediaType({ mediaType }: Descriptor, log: Pick<Log, 'info'>): void {
  if (mediaType !== mediaTypes.dockerManifest && mediaType !== mediaTypes.dockerIndex) return
  log.info(
    `The builder produced ${mediaType}, which some registries refuse, instead of the OCI media type. For the OCI type, enable Docker's containerd image store or set up a docker-container builder (docker/setup-buildx-action)`
  )
}
