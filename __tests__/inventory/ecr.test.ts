import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Keyring } from '../../src/credentials/keyring.ts'
import { testEnvironment } from '../support/environment.ts'
import { signatureProblem } from '../support/identity/aws-signature.ts'
import {
  type Internet,
  type StandInRequest,
  type StandInResponse,
  startInternet,
} from '../support/identity/internet.ts'
import { hostsThatGot, openInventory } from '../support/inventory/open.ts'
import { noon, Stock, tag } from '../support/inventory/stock.ts'
import { impatient } from '../support/publish.ts'

const host = '123456789012.dkr.ecr.eu-west-1.amazonaws.com'
const keys = { accessKeyId: 'AKIA0123456789ABCDEF', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }

let internet: Internet
let aws: Ecr
beforeAll(async () => {
  internet = await startInternet()
})
afterAll(() => internet[Symbol.asyncDispose]())
beforeEach(() => {
  internet.requests.length = 0
  aws = new Ecr()
})

interface ImageId {
  readonly imageDigest?: string
  readonly imageTag?: string
}

/** The API of ECR, which answers 200 whatever became of the images, and deletes an image with its last tag. */
class Ecr {
  readonly stock = new Stock()
  readonly calls: (readonly [action: string, fields: Record<string, unknown>])[] = []
  pageSize = 1000
  /** Digests that an index refers to. */
  readonly referenced = new Set<string>()
  nextToken: string | undefined
  silent = false

  constructor() {
    internet.serve('api.ecr.eu-west-1.amazonaws.com', (request) => this.answer(request, 'ecr', 'eu-west-1'))
    internet.serve('api.ecr-public.us-east-1.amazonaws.com', (request) =>
      this.answer(request, 'ecr-public', 'us-east-1')
    )
  }

  answer(request: StandInRequest, service: string, region: string): StandInResponse {
    const problem = signatureProblem(request, { ...keys, service, region, now: new Date() })
    if (problem) return { status: 400, body: { __type: problem[0], message: problem[1] } }
    const action = request.headers['x-amz-target']?.split('.')[1] ?? ''
    const fields = JSON.parse(request.body)
    this.calls.push([action, fields])
    return { body: action === 'DescribeImages' ? this.describe(fields) : this.remove(fields) }
  }

  describe({
    imageIds,
    maxResults = 0,
    nextToken = '0',
  }: {
    imageIds?: { imageDigest: string }[]
    maxResults?: number
    nextToken?: string
  }) {
    const all = [...this.stock.manifests.values()].filter(
      ({ digest }) => imageIds === undefined || imageIds.some(({ imageDigest }) => imageDigest === digest)
    )
    const start = Number(nextToken)
    const size = Math.min(this.pageSize, maxResults || 1000)
    const imageDetails = all.slice(start, start + size).map(({ digest, pushedAt }) => {
      const tags = this.stock.tagsOf(digest)
      return {
        imageDigest: digest,
        imagePushedAt: pushedAt.getTime() / 1000,
        imageSizeInBytes: 7,
        ...(tags.length > 0 && { imageTags: tags }),
      }
    })
    const more = start + size < all.length ? String(start + size) : this.nextToken
    return { imageDetails, ...(more !== undefined && { nextToken: more }) }
  }

  remove({ imageIds }: { imageIds: ImageId[] }) {
    expect(imageIds.length).toBeLessThanOrEqual(100)
    const results = (this.silent ? [] : imageIds).map((id) => this.removeOne(id))
    return {
      imageIds: results.filter((result) => !('failureCode' in result)),
      failures: results.filter((result) => 'failureCode' in result),
    }
  }

  removeOne(id: ImageId) {
    const digest = id.imageDigest ?? this.stock.tags.get(id.imageTag ?? '') ?? ''
    if (!this.stock.manifests.has(digest)) return { imageId: id, failureCode: 'ImageNotFound' }
    if (this.referenced.has(digest)) return { imageId: id, failureCode: 'ImageReferencedByManifestList' }
    this.stock.tags.delete(id.imageTag ?? '')
    if (id.imageDigest || this.stock.tagsOf(digest).length === 0) this.stock.delete(digest)
    return { ...id, imageDigest: digest }
  }
}

const variables = () => ({
  ...internet.variables,
  AWS_ACCESS_KEY_ID: keys.accessKeyId,
  AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
})

/** With the keys that the job has. */
async function open(name: string) {
  const environment = testEnvironment({ variables: variables() })
  const { log, now, signal, run } = environment
  const keyring = new Keyring({
    ...{ variables: variables(), ...log, now, signal, run, retry: impatient, helperVariables: {} },
    given: new Map(),
    job: { token: '', registry: undefined },
  })
  const { call } = await keyring.accessTo({ registry: name.split('/')[0] ?? '', name: 'acme/app' })
  return await openInventory(name, { internet, ...(call && { call }) })
}

describe('Amazon ECR', () => {
  test('lists all images with their time, in pages', async () => {
    aws.pageSize = 2
    const index = aws.stock.add('index', ['v1', 'latest'], '2026-01-05')
    const child = aws.stock.add('child', [], '2026-01-04')
    const other = aws.stock.add('other', ['pr-1'], '2026-02-01')
    await using inventory = await open(`${host}/acme/app`)
    expect(await inventory.list()).toEqual({
      tags: [
        { tag: 'v1', digest: index },
        { tag: 'latest', digest: index },
        { tag: 'pr-1', digest: other },
      ],
      manifests: [
        { digest: index, pushedAt: noon('2026-01-05') },
        { digest: child, pushedAt: noon('2026-01-04') },
        { digest: other, pushedAt: noon('2026-02-01') },
      ],
    })
    const repository = { registryId: '123456789012', repositoryName: 'acme/app' }
    expect(aws.calls).toEqual([
      ['DescribeImages', { ...repository, maxResults: 1000 }],
      ['DescribeImages', { ...repository, maxResults: 1000, nextToken: '2' }],
    ])
    expect(hostsThatGot(internet, keys.secretAccessKey)).toEqual([])
  })

  test('deletes what is removed together in calls of a hundred, and reads the failures', async () => {
    const digests = Array.from({ length: 150 }, (_, count) => aws.stock.add(`image ${count}`))
    const [first = digests[0]] = digests
    if (first) aws.referenced.add(first)
    await using inventory = await open(`${host}/acme/app`)
    const results = await Promise.all(
      [...digests, digests[149] ?? digests[0]].map((digest) => inventory.remove(digest as never))
    )
    expect(results[0]).toEqual({ removed: false, reason: 'an index refers to it' })
    expect(results.slice(1).every(({ removed }) => removed)).toBe(true)
    expect(aws.calls.map(([action, { imageIds }]) => [action, (imageIds as object[]).length])).toEqual([
      ['BatchDeleteImage', 100],
      ['BatchDeleteImage', 51],
    ])
    expect([...aws.stock.manifests.keys()]).toEqual([first])
  })

  test('takes no silence for success', async () => {
    const digest = aws.stock.add('one')
    aws.silent = true
    await using inventory = await open(`${host}/acme/app`)
    expect(await inventory.remove(digest)).toEqual({
      removed: false,
      reason: 'Amazon ECR did not say what became of it',
    })
  })

  test('removes a tag, but never the last one, which the image would go with', async () => {
    const shared = aws.stock.add('shared', ['pr-1', 'pr-2'])
    await using inventory = await open(`${host}/acme/app`)
    const results = await Promise.all([inventory.untag?.(tag('pr-1'), shared), inventory.untag?.(tag('pr-2'), shared)])
    expect(results).toEqual([
      { removed: true },
      { removed: false, reason: 'Amazon ECR deletes an image together with its last tag' },
    ])
    expect([...aws.stock.tags]).toEqual([['pr-2', shared]])
    expect(await inventory.untag?.(tag('pr-1'), shared)).toEqual({ removed: true })
  })

  test('names a repository of ECR Public without the alias', async () => {
    aws.stock.add('one', ['v1'])
    await using inventory = await open('public.ecr.aws/acme/team/app')
    expect((await inventory.list()).tags).toHaveLength(1)
    expect(aws.calls).toEqual([['DescribeImages', { repositoryName: 'team/app', maxResults: 1000 }]])
  })

  test('needs keys: the password of the registry is not enough', async () => {
    await using inventory = await openInventory(`${host}/acme/app`, {
      internet,
      credential: { kind: 'password', username: 'AWS', password: 'x' },
    })
    await expect(inventory.list()).rejects.toThrow(
      `${host}/acme/app: listing images failed: it needs AWS keys, and the registry's password is not enough: use aws-actions/configure-aws-credentials`
    )
    expect(internet.requests).toEqual([])
  })

  test('says which action to allow', async () => {
    internet.serve('api.ecr.eu-west-1.amazonaws.com', () => ({
      status: 400,
      body: { __type: 'AccessDeniedException', message: 'User is not authorized' },
    }))
    await using inventory = await open(`${host}/acme/app`)
    await expect(inventory.list()).rejects.toThrow('Allow ecr:DescribeImages in a policy of this role or user')
  })

  test.each([
    [
      'a token that comes twice',
      () => {
        aws.nextToken = '0'
      },
      'twice|loop',
    ],
    [
      'what is not a list',
      () => internet.serve('api.ecr.eu-west-1.amazonaws.com', () => ({ body: {} })),
      'the response is not a list',
    ],
    [
      'a digest that is none',
      () =>
        internet.serve('api.ecr.eu-west-1.amazonaws.com', () => ({
          body: { imageDetails: [{ imageDigest: 'sha256:12' }] },
        })),
      'an entry has no digest',
    ],
  ])('does not rely on %s', async (_, arrange, message) => {
    aws.stock.add('one', ['v1'])
    arrange()
    await using inventory = await open(`${host}/acme/app`)
    await expect(inventory.list()).rejects.toThrow(new RegExp(message))
  })
})
