import { rm } from 'node:fs/promises'
import { basename } from 'node:path'

/** Removes what the step kept for itself, credentials first of all, should it have been killed. */
const folder = process.env.STATE_folder ?? ''
if (basename(folder).startsWith('manifold-')) await rm(folder, { recursive: true, force: true })
