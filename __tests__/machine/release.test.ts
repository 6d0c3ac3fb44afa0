import { describe, expect, test } from 'vitest'
import { parseSystem, parseTargets } from '../../scripts/machine/release.ts'

test('parses os-release with and without quotes', () => {
  const text = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n# a comment\nEMPTY=\n'
  expect(parseSystem(text)).toEqual({
    PRETTY_NAME: 'Debian GNU/Linux 12 (bookworm)',
    VERSION_ID: '12',
    ID: 'debian',
    EMPTY: '',
  })
})

describe('finds the index targets that apt knows', () => {
  const targets = [
    'https://example.com/tool/ noble main amd64',
    'http://mirror.example/ubuntu/ noble main amd64',
    'http://mirror.example/ubuntu/ noble universe amd64',
    'http://mirror.example/ubuntu/ noble restricted amd64',
    'http://mirror.example/ubuntu/ noble main i386',
    'http://mirror.example/ubuntu/ noble-updates main amd64',
    'http://security.example/ubuntu/ noble-security main amd64',
    '',
  ]

  test('chooses one mirror, with its suites for this architecture', () => {
    expect(parseTargets(targets.slice(1).join('\n'), 'noble', 'amd64')).toEqual({
      uri: 'http://mirror.example/ubuntu/',
      suites: new Map([
        ['noble', ['main', 'universe']],
        ['noble-updates', ['main']],
      ]),
    })
  })

  test('chooses none if no mirror has the release', () => {
    expect(parseTargets(targets.join('\n'), 'jammy', 'amd64')).toBeUndefined()
  })
})
