import { basename } from 'node:path'
import { tidyUp } from './steps/tidy-up.ts'

/** Removes what the step kept for itself, credentials first of all, should it have been killed. */
const folder = process.env.STATE_folder ?? ''
const warn = async (message: string) => (await import('./github/log.ts')).log.warning(message)
if (basename(folder).startsWith('manifold-')) await tidyUp(folder, warn)
