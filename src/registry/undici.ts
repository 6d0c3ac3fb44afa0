import { setFlagsFromString } from 'node:v8'

type Parts = typeof import('./undici-parts.ts')

let parts: Promise<Parts> | undefined

/** Loads what is used of undici, when it is first needed: it takes a third of the action's start. */
export function loadUndici(): Promise<Parts> {
  parts ??= load()
  return parts
}

/**
 * Its parser is WebAssembly, which Node would go on to optimise in the background: of no use to a few hundred heads of
 * answers, and the process waits for it at its end, 0.1 s on two cores.
 */
async function load(): Promise<Parts> {
  for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag)
  return await import('./undici-parts.ts')
}
