import { InputError } from '../../../input-error.ts'
import { parseShell, shellWords } from '../../../process/shell.ts'
import { parseText } from '../input.ts'

/** A command that makes and pushes the image itself. */
export const commandInputs = {
  run: {
    description:
      'A command that pushes the image by itself, to `$MANIFOLD_REPOSITORY` (ko, Jib, goreleaser, a script): what it pushes is published. See docs/run.md',
    isExact: true,
    parse: (text: string) => (text.trim() === '' ? '' : text),
  },
  'run-shell': {
    description: `How \`run\` is run: ${shellWords.map((word) => `\`${word}\``).join(', ')}, or a command line with \`{0}\` for the script's file`,
    default: 'bash',
    parse: parseShellInput,
  },
  'working-directory': { description: 'The folder of the checkout that `run` and `test` run in', parse: parseText },
} as const

function parseShellInput(text: string, name: string) {
  const shell = parseShell(text || 'bash')
  if (shell) return shell
  throw new InputError(
    name,
    `write one of ${shellWords.join(', ')}, or a command line with {0} for the script's file, not '${text}'`
  )
}
