import { InputError } from '../../../input-error.ts'
import { parsePlatforms } from '../parse-build.ts'

/** What is checked between content and tags: see docs/trust.md. */
export const checkInputs = {
  test: {
    description:
      'A command that tests the image before any tag moves, as it will be pulled: `$MANIFOLD_IMAGE` is its `name@digest`. If it fails, no tag moves. See docs/trust.md',
    isExact: true,
    parse: (text: string) => (text.trim() === '' ? '' : text),
  },
  'test-platforms': {
    description:
      "The platforms to run `test` on: `native` (the runner's own), `all`, or a list. The others need QEMU on the runner",
    default: 'native',
    parse: parseTestPlatforms,
  },
  'test-timeout': {
    description: 'Minutes after which `test` is stopped, for each platform',
    default: '10',
    parse: parseMinutes,
  },
} as const

function parseTestPlatforms(text: string, name: string): 'native' | 'all' | readonly string[] {
  if (text === '' || text === 'native') return 'native'
  if (text === 'all') return 'all'
  return parsePlatforms(text, name)
}

/** Up to the six hours that a job may take: actions/runner ends it then. */
function parseMinutes(text: string, name: string): number {
  const minutes = Number(text || '10')
  if (minutes > 0 && minutes <= 360) return minutes
  throw new InputError(name, `write a number of minutes from 1 to 360, not '${text}'`)
}
