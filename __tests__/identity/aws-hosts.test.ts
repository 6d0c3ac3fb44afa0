import { describe, expect, test } from 'vitest'
import { ecrApiOf, parseEcrHost, stsOf } from '../../src/identity/aws/ecr-host.ts'
import { identify } from '../../src/identity/providers.ts'

const job = { token: '', registry: undefined }

describe('the registries of Amazon ECR, and the APIs that they sign in at', () => {
  test.each([
    ['dkr.ecr.eu-west-1.amazonaws.com', 'aws', 'api.ecr.eu-west-1.amazonaws.com', 'sts.eu-west-1.amazonaws.com'],
    [
      'dkr.ecr-fips.us-east-1.amazonaws.com',
      'aws',
      'ecr-fips.us-east-1.amazonaws.com',
      'sts-fips.us-east-1.amazonaws.com',
    ],
    ['dkr-ecr.eu-west-1.on.aws', 'aws', 'ecr.eu-west-1.api.aws', 'sts.eu-west-1.api.aws'],
    ['dkr-ecr-fips.us-east-1.on.aws', 'aws', 'ecr-fips.us-east-1.api.aws', 'sts-fips.us-east-1.api.aws'],
    [
      'dkr.ecr.us-gov-west-1.amazonaws.com',
      'aws-us-gov',
      'api.ecr.us-gov-west-1.amazonaws.com',
      'sts.us-gov-west-1.amazonaws.com',
    ],
    [
      'dkr.ecr-fips.us-gov-west-1.amazonaws.com',
      'aws-us-gov',
      'ecr-fips.us-gov-west-1.amazonaws.com',
      'sts.us-gov-west-1.amazonaws.com',
    ],
    [
      'dkr.ecr.cn-north-1.amazonaws.com.cn',
      'aws-cn',
      'api.ecr.cn-north-1.amazonaws.com.cn',
      'sts.cn-north-1.amazonaws.com.cn',
    ],
    [
      'dkr-ecr.cn-north-1.on.amazonwebservices.com.cn',
      'aws-cn',
      'ecr.cn-north-1.api.amazonwebservices.com.cn',
      'sts.cn-north-1.api.amazonwebservices.com.cn',
    ],
    [
      'dkr.ecr.eusc-de-east-1.amazonaws.eu',
      'aws-eusc',
      'api.ecr.eusc-de-east-1.amazonaws.eu',
      'sts.eusc-de-east-1.amazonaws.eu',
    ],
    ['dkr.ecr.us-iso-east-1.c2s.ic.gov', 'aws-iso', 'api.ecr.us-iso-east-1.c2s.ic.gov', 'sts.us-iso-east-1.c2s.ic.gov'],
    [
      'dkr-ecr.us-isob-east-1.on.aws.scloud',
      'aws-iso-b',
      'ecr.us-isob-east-1.api.aws.scloud',
      'sts.us-isob-east-1.api.aws.scloud',
    ],
    [
      'dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk',
      'aws-iso-e',
      'api.ecr.eu-isoe-west-1.cloud.adc-e.uk',
      'sts.eu-isoe-west-1.cloud.adc-e.uk',
    ],
    [
      'dkr.ecr.us-isof-south-1.csp.hci.ic.gov',
      'aws-iso-f',
      'api.ecr.us-isof-south-1.csp.hci.ic.gov',
      'sts.us-isof-south-1.csp.hci.ic.gov',
    ],
  ])('%s', (registry, partition, api, sts) => {
    const host = parseEcrHost(`123456789012.${registry}`)
    expect(host).toMatchObject({ kind: 'private', account: '123456789012', partition })
    expect(host && [ecrApiOf(host).href, stsOf(host, host.region).href]).toEqual([`https://${api}/`, `https://${sts}/`])
  })

  test('ECR Public, with IPv4 and with IPv6', () => {
    const [public4, public6] = ['public.ecr.aws', 'ecr-public.aws.com'].map(parseEcrHost)
    expect(public4 && ecrApiOf(public4).href).toBe('https://api.ecr-public.us-east-1.amazonaws.com/')
    expect(public6 && ecrApiOf(public6).href).toBe('https://ecr-public.us-east-1.api.aws/')
  })
})

test.each([
  '123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.test',
  'evil.123456789012.dkr.ecr.eu-west-1.amazonaws.com',
  '123456789012.dkr.ecr.eu-west-1.amazonaws.com:8443',
  '123456789012.dkr.ecr.eu-west-1.amazonaws.com.cn.evil.test',
  '123456789012.dkr.ecr.eu-west-1.evil-amazonaws.com',
  '123456789012.dkr.ecr.evil.test.amazonaws.com',
  '123456789012.dkr.ecr.eu-west-1.on.aws',
  '123456789012.dkr-ecr.eu-west-1.amazonaws.com',
  '123456789012.dkr-ecr.eu-west-1.on.aws.evil.test',
  '123456789012xdkr.ecr.eu-west-1.amazonaws.com',
  '12345678901.dkr.ecr.eu-west-1.amazonaws.com',
  '123456789012.dkr.ecr.eu-west-1xamazonaws.com',
  'public.ecr.aws.evil.test',
  'evil-public.ecr.aws',
  'public.ecr.aws:443',
  'publicxecr.aws',
  'ecr-public.aws.com.evil.test',
])('%s gets no identity', (registry) => {
  const variables = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' }
  const entry = { 'role-to-assume': 'arn:aws:iam::123456789012:role/deploy' }
  expect(parseEcrHost(registry)).toBeUndefined()
  expect(identify({ registry, entry: undefined, variables, job })).toBeUndefined()
  expect(identify({ registry, entry, variables, job })).toBeUndefined()
  expect(() => identify({ registry, entry: { ecr: 'true' }, variables, job })).toThrow(
    `${registry} is not a registry of Amazon ECR: remove 'ecr: true'`
  )
})
