import { saveState } from '@actions/core'

/** Tells the post step which folder to remove, should the step not come to its end. */
export function rememberFolder(path: string): void {
  saveState('folder', path)
}
