const MiB = 1024 * 1024

/** Just below known body limits: Cloudflare 100 MB; gateways 20, 10 and 5 MB; nginx 1 MiB by default. */
const sizes = [90 * MiB, 18 * MiB, 9 * MiB, 4 * MiB, 0.9 * MiB].map(Math.floor)

/** The chunk size to try after a body of `refused` bytes was too large; undefined if it was below all known limits. */
export function smallerChunk(refused: number): number | undefined {
  return sizes.find((size) => size < refused)
}
