import { basename, dirname } from 'node:path'

// Both actions are in one bundle, so shared code is included once. The path of the started file says which one runs.
const isMetadata = basename(dirname(process.argv[1] ?? '')) === 'metadata'
await (isMetadata ? import('./actions/run-metadata.ts') : import('./actions/run-publish.ts'))
