/** The ways in which registries write the same challenge: RFC 9110, 11.6.1. */
export type ChallengeStyle =
  | 'plain'
  | 'lower case'
  | 'upper case'
  | 'unquoted'
  | 'spaced'
  | 'escaped'
  | 'without scope'
  | 'empty scope'
  | 'unknown scheme first'
  | 'basic in one header'
  | 'basic in two headers'

export interface BearerChallenge {
  readonly realm: string
  readonly service: string
  readonly scope: string | undefined
  readonly error: string | undefined
}

const basic = 'Basic realm="Registry, with a comma"'

/** The lines of WWW-Authenticate. */
export function challengeLines(style: ChallengeStyle, challenge: BearerChallenge): readonly string[] {
  const plain = `Bearer ${parametersOf(challenge)}`
  switch (style) {
    case 'plain':
      return [plain]
    case 'lower case':
      return [plain.replace('Bearer', 'bearer')]
    case 'upper case':
      return [
        plain.replace(/^Bearer/, 'BEARER').replaceAll(/(realm|service|scope|error)=/g, (name) => name.toUpperCase()),
      ]
    case 'unquoted':
      return [plain.replace(/(service|error)="([^"]*)"/g, '$1=$2')]
    case 'spaced':
      return [`Bearer   ${parametersOf(challenge, ' ,  ').replaceAll('="', ' = "')} ,`]
    case 'escaped':
      return [`Bearer note="a \\"quoted\\" one, Basic realm=\\"no\\"", ${parametersOf(challenge)}`]
    case 'without scope':
      return [`Bearer ${parametersOf({ ...challenge, scope: undefined })}`]
    case 'empty scope':
      return [`Bearer ${parametersOf({ ...challenge, scope: '' })}`]
    case 'unknown scheme first':
      return [`Negotiate, Digest realm="x, y", nonce="bearer", ${plain}`]
    case 'basic in one header':
      return [`${basic}, ${plain}`]
    case 'basic in two headers':
      return [basic, plain]
  }
}

function parametersOf(challenge: BearerChallenge, separator = ','): string {
  return Object.entries(challenge)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}="${value}"`)
    .join(separator)
}
