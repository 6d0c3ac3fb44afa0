import { join } from 'node:path'

/** For children that run TypeScript: reading and compiling the sources takes more than half of what a step takes. */
export const compileCache = { NODE_COMPILE_CACHE: join(import.meta.dirname, '../../.cache/compiled') }
