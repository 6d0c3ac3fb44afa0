import type { ResponseHead } from '../../http/message.ts'

/** What a response to a request for the rest of a blob holds. */
export interface Delivery {
  /** The offset in the blob of the first byte of the body. */
  readonly first: number
  /** Undefined if the registry does not say how long the blob is. */
  readonly size: number | undefined
}

/** Reads where a response begins in the blob (RFC 9110, 14.4); undefined if it is a part but does not say which. */
export function deliveryOf(response: ResponseHead): Delivery | undefined {
  if (response.status !== 206) {
    const length = response.header('content-length')
    return { first: 0, size: length === undefined ? undefined : Number(length) }
  }
  const [, first, size] = /^bytes (\d+)-\d+\/(\d+|\*)$/i.exec(response.header('content-range')?.trim() ?? '') ?? []
  if (first === undefined) return undefined
  return { first: Number(first), size: size === '*' ? undefined : Number(size) }
}
