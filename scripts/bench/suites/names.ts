/** The suites that run by default, in the order in which they are run and documented. */
export const usualSuites = ['push', 'lines', 'distance', 'build'] as const

/** Suites that take long, and only run if named. */
export const longSuites = ['bake', 'promotion', 'base', 'memory', 'bad-days', 'kills', 'clean-up', 'versions'] as const

export const suiteNames = [...usualSuites, ...longSuites] as const

export type SuiteName = (typeof suiteNames)[number]
