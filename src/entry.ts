import { basename, dirname } from 'node:path'

// Both actions are one bundle, so that what they share is there once. The runner says which it starts by the file.
const isMetadata = basename(dirname(process.argv[1] ?? '')) === 'metadata'
await (isMetadata ? import('./metadata.ts') : import('./main.ts'))
