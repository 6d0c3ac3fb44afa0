import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Milliseconds for what takes seconds on a quiet machine. */
const testTimeout = 180_000

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // Most files wait for other programs, so a machine can run more of them at once than it has processors.
          maxWorkers: Math.max(4, availableParallelism()),
          sequence: { groupOrder: 1 },
          include: ['__tests__/**/*.test.ts'],
          exclude: ['__tests__/real/**'],
          testTimeout,
        },
      },
      {
        // Against a real engine and real registries, which are brought up only when one of these files is run.
        test: {
          name: 'real',
          // One at a time: what an engine pulls may go with the garbage of an image or container that is removed meanwhile.
          maxWorkers: 1,
          sequence: { groupOrder: 0 },
          include: ['__tests__/real/**/*.test.ts'],
          globalSetup: ['__tests__/support/machine.ts'],
          testTimeout,
          hookTimeout: testTimeout,
        },
      },
    ],
  },
})
