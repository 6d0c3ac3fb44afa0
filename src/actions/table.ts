import type { Action } from './action.ts'

/** The actions besides the main one, by the folder under dist/ that the runner starts them in. Loaded when they run. */
export const subActions: Readonly<Record<string, () => Promise<Action>>> = {
  'clean-up': async () => (await import('./clean-up.ts')).cleanUpAction,
  inspect: async () => (await import('./inspect.ts')).inspectAction,
  metadata: async () => (await import('./metadata.ts')).metadataAction,
  result: async () => (await import('./published-result.ts')).resultAction,
}

/** The action that belongs to a folder; the main action if the folder has none. */
export async function actionIn(folder: string): Promise<Action> {
  const load = subActions[folder]
  return load ? await load() : (await import('./publish.ts')).publishAction
}
