import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['__tests__/**/*.test.ts'],
          exclude: ['__tests__/real/**'],
          testTimeout: 60_000,
        },
      },
      {
        // Against a real engine and real registries, which are brought up only when one of these files is run.
        test: {
          name: 'real',
          include: ['__tests__/real/**/*.test.ts'],
          globalSetup: ['__tests__/support/machine.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
