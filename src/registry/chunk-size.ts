const MiB = 1024 * 1024

/** Below what is known of limits on bodies: Cloudflare 100 MB; gateways 20, 10 and 5; nginx 1 MiB unless it is told. */
const sizes = [90 * MiB, 18 * MiB, 9 * MiB, 4 * MiB, 0.9 * MiB].map(Math.floor)

/** The chunk to try where a body of so many bytes was too large; undefined where nobody can be so narrow. */
export function smallerChunk(refused: number): number | undefined {
  return sizes.find((size) => size < refused)
}
