/** One challenge of a `WWW-Authenticate` header (RFC 9110, 11.6.1). Scheme and parameter names are in lower case. */
export interface Challenge {
  readonly scheme: string
  readonly parameters: ReadonlyMap<string, string>
}

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const parameter = new RegExp(`\\s*(${token})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${token}))\\s*(?:,|$)`, 'y')
const token68 = /[A-Za-z0-9._~+/-]+=*\s*(?:,|$)/y
// The lookahead makes the spaces atomic; otherwise a line of spaces would backtrack at every length.
const scheme = new RegExp(`[\\s,]*(${token})(?=\\s|,|$)(?=(\\s*))\\2(?!=)`, 'y')

/**
 * Parses every challenge of every header line, in order. Values may be tokens or quoted strings, which may contain
 * commas and escapes; parsing of a line stops at the first syntax error.
 */
export function parseChallenges(header: string | readonly string[] | undefined): readonly Challenge[] {
  const lines = typeof header === 'string' ? [header] : (header ?? [])
  return lines.flatMap(parseLine)
}

function parseLine(line: string): Challenge[] {
  const challenges: Challenge[] = []
  let position = 0

  function take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = position
    const match = pattern.exec(line)
    if (match) position = pattern.lastIndex
    return match
  }

  for (let found = take(scheme); found; found = take(scheme)) {
    const parameters = new Map<string, string>()
    take(token68)
    for (let next = take(parameter); next; next = take(parameter)) {
      const [, name = '', quoted, plain] = next
      parameters.set(name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? plain ?? '')
    }
    challenges.push({ scheme: (found[1] ?? '').toLowerCase(), parameters })
  }
  return challenges
}
