import { InputError } from '../../../input-error.ts'
import { parseShell, shellWords } from '../../../process/shell.ts'
import { parseText } from '../input.ts'

/** A command that makes and pushes the image itself. */
export const commandInputs = {
  run: {
    description:
      'A command that builds an image and pushes it to `$MANIFOLD_REPOSITORY` (ko, Jib, goreleaser, a script). What it pushes is published. See docs/run.md',
    isExact: true,
    parse: (text: string) => (text.trim() === '' ? '' : text),
  },
  'run-shell': {
    description: `Shell for \`run\`: ${shellWords.map((word) => `\`${word}\``).join(', ')}, or a command line with \`{0}\` for the script's file`,
    default: 'bash',
    parse: parseShellInput,
  },
  'working-directory': { description: 'Folder in the checkout where `run` and `test` run', parse: parseText },
} as const

function parseShellInput(text: string, name: string) {
  const shell = parseShell(text || 'bash')
  if (shell) return shell
  throw new InputError(
    name,
    `write one of ${shellWords.join(', ')}, or a command line with {0} for the script's file, not '${text}'`
  )
}
