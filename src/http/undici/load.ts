import { setFlagsFromString } from 'node:v8'

type Parts = typeof import('./parts.ts')

let parts: Promise<Parts> | undefined

/** Loads undici when it is first needed: it takes a third of the action's start. */
export function loadUndici(): Promise<Parts> {
  parts ??= load()
  return parts
}

/**
 * undici's parser is WebAssembly, which V8 would optimize in the background: useless for a few hundred response heads,
 * and the process waits for it at exit, 0.1 s on two cores.
 */
async function load(): Promise<Parts> {
  for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag)
  return await import('./parts.ts')
}
