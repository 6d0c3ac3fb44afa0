import { mkdir, mkdtempDisposable, realpath, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseBakeDefinition } from '../../src/builder/bake/definition.ts'
import { checkBakeSource, confineBake } from '../../src/steps/bake/confine-bake.ts'

/** A checkout with these files, beside a folder `outside`, and with links to that. */
async function checkout(files: Readonly<Record<string, string>> = {}, links: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'confined-'))
  const root = await realpath(folder.path)
  const workspace = join(root, 'checkout')
  await mkdir(join(workspace, '.git'), { recursive: true })
  await mkdir(join(root, 'outside'))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true })
    await writeFile(join(workspace, path), text)
  }
  for (const [path, target] of Object.entries(links)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true })
    await symlink(target, join(workspace, path))
  }
  return { workspace, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
}

async function messageOf(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => 'accepted',
    (error: Error) => (error instanceof AggregateError ? error.errors[0] : error).message
  )
}

const oneStep = '../outside'

describe('a target of an untrusted definition cannot name what is outside the checkout', () => {
  test.each([
    ['a folder whose name looks like a URL', { context: 'github.com/x' }],
    ['a folder whose name starts like that of a Git repository', { contexts: { a: 'git-link' } }],
    ['a path that starts with such a name', { contexts: { a: 'git/../../outside' } }],
    ['a layout by a name with a colon', { contexts: { a: 'oci-layout://git-link:x/../in' } }],
    ['a local Dockerfile for a remote context', { context: 'https://github.com/a/b.git', dockerfile: '/etc/passwd' }],
    ['a second name of a secret file', { secret: ['id=a,src=in,source=/etc/passwd'] }],
    ['an output that is only a path', { output: ['a=/../../outside'] }],
  ])('%s', async (_, fields) => {
    await using place = await checkout({}, { 'github.com/x': '../../outside', 'git-link': oneStep })
    const { workspace } = place
    const targets = parseBakeDefinition(JSON.stringify({ target: { a: fields } }))
    const confining = confineBake(targets, { directory: workspace, allow: [] }, { workspace, ownCaches: [] })
    expect(await messageOf(confining)).toMatch(/^Input 'bake-files': target 'a' names .*outside the checkout/)
  })
})

test('an untrusted definition cannot have its output replace files of git', async () => {
  await using place = await checkout({}, { link: '.git' })
  const { workspace } = place
  const given = { directory: workspace, allow: [] }
  const confining = (dest: string) => {
    const output = [`type=local,dest=${dest}`]
    const targets = parseBakeDefinition(JSON.stringify({ target: { a: { output } } }))
    return messageOf(confineBake(targets, given, { workspace, ownCaches: [] }))
  }
  for (const dest of ['.', '.git/hooks', '.GIT', 'link/hooks']) {
    expect(await confining(dest)).toContain(`target 'a' writes to ${dest}, where it could replace files of git`)
  }
  expect(await confining('out')).toBe('accepted')
})

test('an untrusted definition reads no cache whose attributes cannot be parsed', async () => {
  await using place = await checkout()
  const { workspace } = place
  const fields = { 'cache-from': [{ type: 'local', src: '/etc\n' }, 'acme/app:cache'] }
  const targets = parseBakeDefinition(JSON.stringify({ target: { a: fields } }))
  const kept = await confineBake(targets, { directory: workspace, allow: [] }, { workspace, ownCaches: [] })
  expect(kept.targets[0]?.fields['cache-from']).toEqual(['acme/app:cache'])
})

describe('an untrusted Compose file cannot have buildx read what is outside the checkout', () => {
  const check = async (
    compose: string,
    files: Readonly<Record<string, string>> = {},
    links: Readonly<Record<string, string>> = {}
  ) => {
    await using place = await checkout({ 'compose.yaml': compose, ...files }, links)
    const { workspace } = place
    const request = { directory: workspace, given: ['compose.yaml'] }
    return await messageOf(checkBakeSource(request, { stranger: 'a fork' }, workspace))
  }
  const file = 'services: { web: { build: . } }'

  test.each([
    ['variables of a service', 'services: { web: { build: ., env_file: /etc/passwd } }'],
    ['one of several', 'services: { web: { build: ., env_file: [.env, { path: /etc/passwd }] } }'],
    ['another file', 'include: [/etc/passwd]'],
    ['variables of another file', 'include: [{ path: inner.yaml, env_file: /etc/passwd }]'],
    ['a service of another file', 'services: { web: { extends: { file: /etc/passwd, service: web } } }'],
    ['an escaped field', '"\\x69nclude": /etc/passwd'],
    ['a merged field', 'x-a: &a { env_file: /etc/passwd }\nservices: { web: { <<: *a, build: . } }'],
  ])('%s', async (_, text) => {
    expect(await check(text)).toMatch(/has buildx read \/etc\/passwd, which is outside the checkout/)
  })

  test('also not through other files in the checkout, or through links', async () => {
    const inner = { 'sub/inner.yaml': 'services: { web: { build: ., env_file: secret } }' }
    expect(await check('include: [sub/inner.yaml]', inner)).toBe('accepted')
    expect(await check('include: [sub/inner.yaml]', inner, { 'sub/secret': '/etc/passwd' })).toMatch(/sub\/secret/)
    expect(await check(file, {}, { '.env': '/etc/passwd' })).toMatch(/\.env, which is outside the checkout/)
    expect(await check(file, { '.env': 'A=1' })).toBe('accepted')
  })

  test('by a path that only buildx knows, or in a text that only buildx can read', async () => {
    const dollar = '$'
    expect(await check(`include: [ '${dollar}{HOME}/x' ]`)).toMatch(/names a file by a variable/)
    expect(await check(`${file}\n---\ninclude: x\n`)).toMatch(/is not plain YAML/)
  })
})
