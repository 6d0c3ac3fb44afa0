import { isLoopback } from '../../../http/origin.ts'
import { formatOutput } from './output-option.ts'

/**
 * The output that pushes an image to the sink: `HOST:PORT/name:tag`. BuildKit uses plain HTTP for loopback addresses by
 * itself, and for others only if it is told to.
 */
export function sinkOutput(name: string, imageAttributes: ReadonlyMap<string, string>): string {
  const isPlain = isLoopback(new URL(`http://${name}`))
  const attributes = new Map([
    ['name', name],
    ['push', 'true'],
    ['store', 'false'],
    ['oci-mediatypes', 'true'],
    ...(isPlain ? [] : [['registry.insecure', 'true'] as const]),
    ...imageAttributes,
  ])
  return formatOutput({ type: 'image', attributes })
}
