import { expect, test } from 'vitest'
import { secretsIn } from '../../src/steps/environment/known-secrets.ts'

const pair = (text: string) => Buffer.from(text).toString('base64')
const token = 'ghp_0123456789abcdefghij'

test.each([
  ['a proxy', { https_proxy: 'http://ann:pa%3Ass@proxy.test:3128' }, ['pa%3Ass', 'pa:ss', pair('ann:pa:ss')]],
  ['a proxy without a scheme', { HTTP_PROXY: 'ann:p@ss@proxy.test:3128' }, ['p@ss', 'p@ss', pair('ann:p@ss')]],
  ['a proxy for all schemes', { ALL_PROXY: 'socks5://ann:bad%zz@h' }, ['bad%zz', 'bad%zz', pair('ann:bad%zz')]],
  ['a proxy without a password', { https_proxy: 'http://ann@proxy.test:3128', HTTP_PROXY: 'http://h:3128' }, []],
  ['a context', { INPUT_CONTEXT: 'https://ci:tok@git.test/a.git#main' }, ['tok', 'tok', pair('ci:tok')]],
  ['a token as a user', { INPUT_CONTEXT: `https://${token}@github.com/a/b.git` }, [token, token]],
  ['contexts', { 'INPUT_BUILD-CONTEXTS': `a=.\nb=https://x:y@h/c\nd=ssh://git@h` }, ['y', 'y', pair('x:y')]],
  ['an image by digest', { 'INPUT_BUILD-CONTEXTS': 'base=docker-image://golang:1.22@sha256:abc' }, []],
  [
    'caches',
    { 'INPUT_CACHE-TO': 'type=s3,access_key_id=AK,secret_access_key=SK,session_token=ST\ntype=gha,token=T' },
    ['SK', 'ST', 'T'],
  ],
  [
    'attributes with spaces, commas or a prefix',
    { 'INPUT_CACHE-TO': 'type=s3,secret_access_key = SK\ntype=s3,"password=a,b"', INPUT_OUTPUTS: 'registry.token=RT' },
    ['SK', 'a', 'a,b', 'RT'],
  ],
  [
    'signed URLs',
    {
      INPUT_CONTEXT: 'https://h/x.tar.gz?X-Amz-Signature=5%2Fab&subdir=design&design=y',
      'INPUT_CACHE-TO': 'type=azblob,account_url=https://h/?sv=1&sig=S%3D,name=x',
    },
    ['5%2Fab', '5/ab', 'S%3D', 'S='],
  ],
  [
    'an image with a password',
    { INPUT_IMAGES: 'https://ann:PaSs@h/app' },
    ['PaSs', 'PaSs', pair('ann:PaSs'), 'pass', 'pass', pair('ann:pass')],
  ],
  ['an output', { INPUT_OUTPUTS: '"type=registry,password=P",name=x' }, ['P']],
  [
    'variables that are tokens',
    { GITHUB_TOKEN: 'g', ACTIONS_RUNTIME_TOKEN: 'r', AWS_SECRET_ACCESS_KEY: 's', INPUT_PASSWORD: 'p' },
    ['g', 'r', 's', 'p'],
  ],
  [
    'variables that clouds sign in with',
    { AZURE_CLIENT_SECRET: 's', AZURE_CLIENT_ID: 'i', CLOUDSDK_AUTH_ACCESS_TOKEN: 'c', GOOGLE_OAUTH_ACCESS_TOKEN: 'g' },
    ['s', 'c', 'g'],
  ],
  // Such a password is often made up for a test, and an everyday word.
  [
    'other variables',
    { DATABASE_URL: 'postgres://postgres:postgres@db', 'INPUT_BUILD-ARGS': 'A=b://c:d@e', HOME: '/root' },
    [],
  ],
])('finds the secrets of %s before anything is read', (_, variables, secrets) => {
  expect(secretsIn(variables as Readonly<Record<string, string>>)).toEqual(secrets)
})
