/** The suites that are run unless others are asked for, in the order in which they are run and described. */
export const usualSuites = ['push', 'lines', 'distance', 'build'] as const

/** Those that take long, and are run by name alone. */
export const longSuites = ['base', 'memory', 'bad-days', 'kills', 'versions'] as const

export const suiteNames = [...usualSuites, ...longSuites] as const

export type SuiteName = (typeof suiteNames)[number]
