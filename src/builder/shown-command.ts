import { formatCount } from '../format-amount.ts'

/** A command as the log shows it. Labels, which the log has already listed, are counted. */
export function shownCommand(program: string, args: readonly string[]): string {
  const labels = args.filter((arg) => arg.startsWith('--label='))
  if (labels.length < 2) return [program, ...args].join(' ')
  const shown = args.map((arg) => (arg === labels[0] ? `[${formatCount(labels.length, 'label')}]` : arg))
  return [program, ...shown.filter((arg) => !labels.includes(arg))].join(' ')
}
