/** A command that the runner found in a line. */
export interface Command {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

/** The commands of actions/runner (ActionCommandManager and its extensions). */
const registered = [
  ...['add-mask', 'add-matcher', 'add-path', 'debug', 'echo', 'endgroup', 'error', 'group', 'notice', 'remove-matcher'],
  ...['save-state', 'set-env', 'set-output', 'stop-commands', 'warning'],
]

/** What .NET's culture-sensitive comparisons ignore, and more: this parser finds at least what the runner finds. */
const unseen = /[\p{C}\p{DI}]/gv

/** The lines that the runner reads: .NET's StreamReader ends a line at any of these. */
export function linesOf(output: string): readonly string[] {
  return output.split(/\r\n|\r|\n/)
}

/** All commands that the runner could find in an output, whether or not it ignores invisible characters. */
export function commandsIn(output: string): readonly Command[] {
  return linesOf(output).flatMap((line) => findCommand(line) ?? findCommand(line.replaceAll(unseen, '')) ?? [])
}

/** Parses `::name key=value,…::data` at the start of a line, or `##[name key=value;…]data` anywhere in it. */
function findCommand(line: string): Command | undefined {
  return findSecond(line.trimStart()) ?? findFirst(line)
}

function findSecond(line: string): Command | undefined {
  const end = line.indexOf('::', 2)
  if (!line.startsWith('::') || end < 0) return undefined
  return toCommand(line.slice(2, end), ',', unescaped(line.slice(end + 2)))
}

function findFirst(line: string): Command | undefined {
  const start = line.indexOf('##[')
  const end = line.indexOf(']', start)
  if (start < 0 || end < 0) return undefined
  return toCommand(line.slice(start + 3, end), ';', unescaped(line.slice(end + 1)))
}

function toCommand(head: string, separator: string, data: string): Command | undefined {
  const [name = '', rest = ''] = head.split(/ (.*)/s)
  if (!registered.includes(name.toLowerCase())) return undefined
  const pairs = rest.split(separator).map((pair) => pair.trim().split(/=(.*)/s))
  const properties = pairs.flatMap(([key, value]) => (key && value ? [[key, unescaped(value)] as const] : []))
  return { name: name.toLowerCase(), properties: Object.fromEntries(properties), data }
}

function unescaped(text: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '%0D': '\r',
    '%0A': '\n',
    '%3A': ':',
    '%2C': ',',
    '%3B': ';',
    '%5D': ']',
    '%25': '%',
  }
  return text.replaceAll(/%(?:0D|0A|3A|2C|3B|5D|25)/gi, (code) => escapes[code.toUpperCase()] ?? code)
}
