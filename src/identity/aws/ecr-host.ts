/** A registry of Amazon ECR, as its host says. */
export interface EcrHost {
  /** `public` is ECR Public, which belongs to no account in particular. */
  readonly kind: 'private' | 'public'
  /** 12 digits; empty for ECR Public. */
  readonly account: string
  readonly region: string
  /** As in ARNs: `aws-us-gov`. */
  readonly partition: string
  readonly fips: boolean
  readonly dualStack: boolean
}

/** The domains of a partition: aws-sdk-js-v3, packages/util-endpoints/src/lib/aws/partitions.json. */
interface Domains {
  readonly partition: string
  /** Of APIs, and of registries with IPv4 alone. */
  readonly ipv4: string
  /** Of APIs with IPv6 as well. */
  readonly dualStack: string
  /** Of registries with IPv6 as well. */
  readonly registries: string
}

const commercial: Domains = { partition: 'aws', ipv4: 'amazonaws.com', dualStack: 'api.aws', registries: 'on.aws' }
const govCloud: Domains = { ...commercial, partition: 'aws-us-gov' }
const others: readonly Domains[] = [
  {
    partition: 'aws-cn',
    ipv4: 'amazonaws.com.cn',
    dualStack: 'api.amazonwebservices.com.cn',
    registries: 'on.amazonwebservices.com.cn',
  },
  {
    partition: 'aws-eusc',
    ipv4: 'amazonaws.eu',
    dualStack: 'api.amazonwebservices.eu',
    registries: 'on.amazonwebservices.eu',
  },
  { partition: 'aws-iso', ipv4: 'c2s.ic.gov', dualStack: 'api.aws.ic.gov', registries: 'on.aws.ic.gov' },
  { partition: 'aws-iso-b', ipv4: 'sc2s.sgov.gov', dualStack: 'api.aws.scloud', registries: 'on.aws.scloud' },
  {
    partition: 'aws-iso-e',
    ipv4: 'cloud.adc-e.uk',
    dualStack: 'api.cloud-aws.adc-e.uk',
    registries: 'on.cloud-aws.adc-e.uk',
  },
  { partition: 'aws-iso-f', ipv4: 'csp.hci.ic.gov', dualStack: 'api.aws.hci.ic.gov', registries: 'on.aws.hci.ic.gov' },
]

/** It becomes a part of host names. */
const region = /^[a-z]{2,5}(?:-[a-z]{2,12}){1,3}-\d{1,2}$/
const privateHost =
  /^(?<account>\d{12})\.dkr(?<separator>[.-])ecr(?<fips>-fips)?\.(?<region>[a-z0-9-]+)\.(?<domain>.+)$/
/** The only region that ECR Public signs in at. */
const publicRegion = 'us-east-1'

/** Whether a text is the name of a region, existing or not. */
export function isAwsRegion(text: string): boolean {
  return region.test(text)
}

/** The registry that a host is, all of which is compared; undefined if it is not one of Amazon's. */
export function parseEcrHost(host: string): EcrHost | undefined {
  if (host === 'public.ecr.aws' || host === 'ecr-public.aws.com') {
    const dualStack = host === 'ecr-public.aws.com'
    return { kind: 'public', account: '', region: publicRegion, partition: 'aws', fips: false, dualStack }
  }
  const groups: Partial<Record<string, string>> = privateHost.exec(host)?.groups ?? {}
  const { account = '', region = '', separator, domain, fips } = groups
  if (!isAwsRegion(region)) return undefined
  const dualStack = separator === '-'
  const domains = [region.startsWith('us-gov-') ? govCloud : commercial, ...others]
  const found = domains.find(({ ipv4, registries }) => domain === (dualStack ? registries : ipv4))
  return found && { kind: 'private', account, region, partition: found.partition, fips: fips !== undefined, dualStack }
}

/** The API of a registry: docs.aws.amazon.com/general/latest/gr/ecr.html and ecr-public.html. */
export function ecrApiOf({ kind, region, partition, fips, dualStack }: EcrHost): URL {
  const domain = domainOf(partition, dualStack)
  const service = kind === 'public' ? 'ecr-public' : 'ecr'
  if (fips) return new URL(`https://${service}-fips.${region}.${domain}/`)
  return new URL(`https://${dualStack ? '' : 'api.'}${service}.${region}.${domain}/`)
}

/** The regional Security Token Service that issues credentials for a registry. */
export function stsOf({ partition, fips, dualStack }: EcrHost, region: string): URL {
  // GovCloud's is validated under its usual name: docs.aws.amazon.com/general/latest/gr/sts.html.
  const service = fips && partition !== 'aws-us-gov' ? 'sts-fips' : 'sts'
  return new URL(`https://${service}.${region}.${domainOf(partition, dualStack)}/`)
}

function domainOf(partition: string, dualStack: boolean): string {
  const domains = others.find((each) => each.partition === partition) ?? commercial
  return dualStack ? domains.dualStack : domains.ipv4
}
