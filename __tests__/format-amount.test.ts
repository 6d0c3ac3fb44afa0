import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatBytes } from '../src/format-amount.ts'

test.each([
  [0, '0 B'],
  [1, '1 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [1040, '1 kB'],
  [1050, '1.1 kB'],
  [9_960, '10 kB'],
  [34_567, '34.6 kB'],
  [99_940, '99.9 kB'],
  [99_960, '100 kB'],
  [999_499, '999 kB'],
  [999_500, '1 MB'],
  [4 * 1024 * 1024, '4.2 MB'],
  [1_073_741_824, '1.1 GB'],
  [2_500_000_000_000, '2.5 TB'],
  [12_345_000_000_000_000, '12345 TB'],
])('formats %i bytes as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})

test('shows at most three digits, rounded correctly', () => {
  const sizes: Record<string, number> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 }
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_000_000_000_000 }), (bytes) => {
      const [number = '', unit = ''] = formatBytes(bytes).split(' ')
      expect(number).toMatch(/^\d{1,3}$|^\d{1,2}\.[1-9]$/)
      const shown = Number(number) * (sizes[unit] ?? 0)
      expect(Math.abs(shown - bytes)).toBeLessThanOrEqual(Math.max(shown, bytes) * 0.051)
    })
  )
})
