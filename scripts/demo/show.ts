const isTerminal = process.stdout.isTTY
const paint = (code: number, text: string) => (isTerminal ? `\x1b[${code}m${text}\x1b[0m` : text)

export function heading(text: string): void {
  console.log(`\n${paint(1, `== ${text}`)}`)
}

/** Prints a line of the step's log, with workflow commands in readable form. */
export function showLog(line: string): void {
  const [, command, message = ''] = /^::(group|endgroup|notice|warning|error)[^:]*::(.*)$/.exec(line) ?? []
  if (command === 'endgroup' || /^::(?:debug|save-state)/.test(line)) return
  if (command === 'group') console.log(`  ${paint(36, `▾ ${message}`)}`)
  else console.log(`  ${command ? paint(33, `${command}: ${message}`) : line}`)
}

/** Prints the outputs, each with its first line only. */
export function showOutputs(outputs: Readonly<Record<string, string>>): void {
  console.log(`\n${paint(1, '  Outputs')}`)
  const width = Math.max(...Object.keys(outputs).map((name) => name.length))
  for (const [name, value] of Object.entries(outputs)) {
    const [first = '', ...more] = value.split('\n')
    const text = first.length > 110 ? `${first.slice(0, 110)}…` : first
    console.log(`  ${name.padEnd(width)}  ${text}${more.length > 0 ? paint(2, `  (+ ${more.length} lines)`) : ''}`)
  }
}

export function showSummary(markdown: string): void {
  console.log(`\n${paint(1, '  Job summary')}`)
  for (const line of markdown.trimEnd().split('\n')) console.log(`  ${line}`)
}
