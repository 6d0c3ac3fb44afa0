import { describe, expect, test } from 'vitest'
import { isListed } from '../../src/http/no-proxy.ts'

describe('NO_PROXY is interpreted as in Go', () => {
  test.each([
    ['registry.test', 'https://registry.test'],
    ['registry.test', 'https://eu.registry.test'],
    ['REGISTRY.test', 'https://registry.TEST'],
    ['registry.test.', 'https://registry.test'],
    ['registry.test', 'https://registry.test.'],
    ['.registry.test', 'https://eu.registry.test'],
    ['*.registry.test', 'https://eu.registry.test'],
    ['registry.test:443', 'https://registry.test'],
    ['registry.test:80', 'http://registry.test'],
    ['registry.test:5000', 'http://registry.test:5000'],
    ['*', 'https://registry.test'],
    ['other.test, *', 'https://registry.test'],
    ['other.test registry.test', 'https://registry.test'],
    [' ,,registry.test, ', 'https://registry.test'],
    ['b\u00fccher.test', 'https://b\u00fccher.test'],
    ['10.1.2.3', 'https://10.1.2.3'],
    ['10.1.2.3:5000', 'https://10.1.2.3:5000'],
    ['10.0.0.0/8', 'https://10.1.2.3:5000'],
    ['192.168.1.0/24, 10.1.2.3/32', 'https://10.1.2.3'],
    ['0.0.0.0/0', 'https://10.1.2.3'],
    ['fd00::/8', 'https://[fd12::1]:5000'],
    ['fd12:0:0::1', 'https://[fd12::1]'],
    ['[fd12::1]', 'https://[fd12::1]'],
    ['[fd12::1]:5000', 'https://[fd12::1]:5000'],
  ])('%s matches %s', (list, url) => {
    expect(isListed(new URL(url), list)).toBe(true)
  })

  test.each([
    ['', 'https://registry.test'],
    ['egistry.test', 'https://registry.test'],
    ['registry.test.evil.test', 'https://registry.test'],
    ['.registry.test', 'https://registry.test'],
    ['*.registry.test', 'https://registry.test'],
    ['registry.test:80', 'https://registry.test'],
    ['registry.test:5000', 'https://registry.test'],
    ['.', 'https://registry.test'],
    [':443', 'https://registry.test'],
    ['10.0.0.0/8', 'https://11.1.2.3'],
    ['10.0.0.0/8', 'https://ten.test'],
    ['10.0.0.0/99', 'https://10.0.0.0'],
    ['10.0.0.0/', 'https://10.1.2.3'],
    ['10.0.0.0/x', 'https://10.1.2.3'],
    ['2.3', 'https://10.1.2.3'],
    ['10.1.2.3:80', 'https://10.1.2.3'],
    ['fd00::/8', 'https://10.1.2.3'],
    ['::/0', 'https://10.1.2.3'],
    ['[fd12::1]:80', 'https://[fd12::1]'],
  ])('%s does not match %s', (list, url) => {
    expect(isListed(new URL(url), list)).toBe(false)
  })
})
