/**
 * Frees the memory of a chunk that was read from a socket. Node allocates a buffer for each chunk; left to the garbage
 * collector they pile up until it scans the whole heap, several times a second: that took a third of all CPU time
 * (docs/decisions/0003).
 */
export function freeChunk({ buffer, byteLength }: Uint8Array<ArrayBuffer>): void {
  if (buffer.byteLength === byteLength) buffer.transfer(0)
}
