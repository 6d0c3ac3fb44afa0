/** How a script is run. */
export interface Shell {
  readonly program: string
  /** `{0}` stands for the path of the file with the script. */
  readonly args: readonly string[]
  /** The ending of that file's name. */
  readonly ending: string
  /** Lines around the script, without which the shell would ignore failures. */
  readonly before?: string
  readonly after?: string
}

/** The words of a workflow's `shell:`, run as GitHub's runner runs them (actions/runner, ScriptHandlerHelpers.cs). */
const shells: Readonly<Record<string, Shell>> = {
  bash: { program: 'bash', args: ['--noprofile', '--norc', '-eo', 'pipefail', '{0}'], ending: '.sh' },
  sh: { program: 'sh', args: ['-e', '{0}'], ending: '.sh' },
  python: { program: 'python', args: ['{0}'], ending: '.py' },
  pwsh: {
    program: 'pwsh',
    args: ['-command', ". '{0}'"],
    ending: '.ps1',
    before: "$ErrorActionPreference = 'stop'\n",
    after: '\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }',
  },
}

export const shellWords: readonly string[] = Object.keys(shells)

/** A shell by its word, or by a command line with `{0}`; undefined if the text is neither. */
export function parseShell(text: string): Shell | undefined {
  if (Object.hasOwn(shells, text)) return shells[text]
  const [program, ...args] = splitWords(text) ?? []
  if (program === undefined || !args.some((argument) => argument.includes('{0}'))) return undefined
  return { program, args, ending: '.sh' }
}

/** Words separated by spaces; quotes keep spaces. Undefined if a quote is not closed. */
export function splitWords(text: string): readonly string[] | undefined {
  if (!/^(?:[^"']|"[^"]*"|'[^']*')*$/.test(text)) return undefined
  const words = text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []
  return words.map((word) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'))
}
