import { basename } from 'node:path'
import { tidyUp } from '../steps/environment/tidy-up.ts'

/** Removes what the step stored for itself, above all credentials, if it was killed. */
const folder = process.env.STATE_folder ?? ''
const warn = async (message: string) => (await import('../github/report/log.ts')).log.warning(message)
if (basename(folder).startsWith('manifold-')) await tidyUp(folder, warn)
