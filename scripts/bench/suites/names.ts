/** The suites, in the order in which they are run and described. */
export const suiteNames = ['push', 'lines', 'distance', 'build', 'base', 'memory', 'start'] as const

export type SuiteName = (typeof suiteNames)[number]
