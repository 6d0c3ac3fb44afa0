import { describe, expect, expectTypeOf, it } from 'vitest'
import { parseGitRef } from '../../src/names/git-ref.ts'
import { parseRules } from '../../src/names/inputs/parse-rule.ts'
import type { Rule } from '../../src/names/rules/rule.ts'
import { name, pushOf, sha, tagsOf } from './support/naming.ts'

const main = pushOf('refs/heads/main')
const release = pushOf('refs/tags/v1.2.3')
const pull = pushOf('refs/pull/7/merge', { name: 'pull_request', baseRef: 'main' })
const nightly = pushOf('refs/heads/main', { name: 'schedule' })

describe('without rules', () => {
  it.each([
    ['a push to a branch is named after the branch', pushOf('refs/heads/feat/login'), ['feat-login']],
    ['a pushed tag is named after it, and latest', release, ['v1.2.3', 'latest']],
    ['a pull request is named by its number', pull, ['pr-7']],
    ['a schedule is nightly, and its branch', nightly, ['nightly', 'main']],
    ['an event without a ref has no tag', pushOf(''), []],
  ])('%s', async (_, facts, tags) => {
    expect(await tagsOf({}, facts)).toEqual(tags)
  })

  it('warns if no tag is created', async () => {
    expect((await name({}, pushOf(''))).warnings).toEqual([expect.stringMatching(/^No rule produced a tag/)])
  })
})

describe('a version', () => {
  const tags = 'type=semver,pattern={{version}}\ntype=semver,pattern={{major}}.{{minor}}\ntype=semver,pattern={{major}}'

  it('has a tag for each of its patterns, and latest', async () => {
    expect(await tagsOf({ tags }, release)).toEqual(['1.2.3', '1.2', '1', 'latest'])
  })

  it('only moves its own tag if it is a prerelease', async () => {
    expect(await tagsOf({ tags }, pushOf('refs/tags/v2.0.0-rc.1'))).toEqual(['2.0.0-rc.1'])
  })

  it('can come from somewhere other than the git tag', async () => {
    expect(await tagsOf({ tags: 'type=semver,pattern={{raw}},value=v4.5.6' }, main)).toEqual(['v4.5.6', 'latest'])
  })

  it('can be extracted with a capture group of match', async () => {
    const rule = 'type=semver,pattern={{version}},match=^release-(.*)$'
    expect(await tagsOf({ tags: rule }, pushOf('refs/tags/release-3.0.0'))).toEqual(['3.0.0', 'latest'])
  })

  it('says what to write if match has no capture group', async () => {
    const rule = String.raw`type=semver,pattern={{version}},match=\d+\.\d+\.\d+`
    await expect(name({ tags: rule }, release)).rejects.toThrow(/match needs a capture group around the version/)
  })

  it('produces a warning instead of a tag if it is not valid', async () => {
    const { version, warnings } = await name({ tags }, pushOf('refs/tags/nightly'))
    expect(version).toBe('')
    expect(warnings[0]).toBe(
      "'nightly' is not a semver version (https://semver.org), so this rule produces no tag: type=semver,pattern={{version}}"
    )
  })

  it('is formatted according to PEP 440 for Python', async () => {
    const rule = 'type=pep440,pattern={{version}}'
    expect(await tagsOf({ tags: rule }, pushOf('refs/tags/1.0.0-beta.2'))).toEqual(['1.0.0b2'])
    expect(await tagsOf({ tags: rule }, pushOf('refs/tags/v1.0'))).toEqual(['1.0', 'latest'])
  })
})

describe('a rule', () => {
  it.each([
    ['edge', 'type=edge', main, ['edge']],
    ['edge with its own branch', 'type=edge,branch=dev', pushOf('refs/heads/dev'), ['edge']],
    ['short commit', 'type=sha', main, ['sha-3f9a1c7']],
    ['long commit', 'type=sha,format=long,prefix=', main, [sha]],
    ['schedule', "type=schedule,pattern={{date 'YYYYMMDD'}}", nightly, ['20260304']],
    ['match', 'type=match,pattern=v(\\d+),group=1', release, ['1', 'latest']],
    ['match with flags', 'type=match,pattern=/V(\\d+)/i,group=1', release, ['1', 'latest']],
    ['raw', 'anything/goes', main, ['anything-goes']],
    ['raw, with a comma in quotes', `type=raw,"value={{date 'D, MM'}}"`, main, ['4-03']],
  ])('of type %s', async (_, tags, facts, expected) => {
    expect(await tagsOf({ tags }, facts)).toEqual(expected)
  })

  it.each([
    'type=match,pattern=(a+)+$',
    'type=match,pattern=/(A+)+$/i',
    'type=semver,pattern={{version}},match=(a+)+$',
  ])('is refused if its expression backtracks endlessly: %s', async (tags) => {
    await expect(tagsOf({ tags }, pushOf(`refs/tags/${'a'.repeat(60)}!`))).rejects.toThrow(
      /^Input 'tags': the regular expression '\([aA]\+\)\+\$' takes longer than 2 seconds\. .*, in: type=/
    )
  })

  it('with a higher priority comes first, and decides on latest', async () => {
    expect(await tagsOf({ tags: 'type=semver,pattern={{version}}\ntype=sha,priority=901' }, release)).toEqual([
      'sha-3f9a1c7',
      '1.2.3',
    ])
  })

  it('for pushed tags can reserve latest for stable versions', async () => {
    const tags = 'type=ref,event=tag,latest=stable'
    expect(await tagsOf({ tags }, release)).toEqual(['v1.2.3', 'latest'])
    expect(await tagsOf({ tags }, pushOf('refs/tags/v1.2.3-rc.1'))).toEqual(['v1.2.3-rc.1'])
    await expect(tagsOf({ tags: 'type=ref,event=tag,latest=maybe' }, release)).rejects.toThrow(
      "Input 'tags': latest cannot be 'maybe'; it must be one of always, stable"
    )
  })

  it('with an unknown attribute has a warning', async () => {
    expect((await name({ tags: 'type=sha,fromat=long' }, main)).warnings).toEqual([
      "'fromat' has no effect on type=sha, in: type=sha,fromat=long",
    ])
  })

  it('with a misspelled attribute that is required is refused, and says which one is meant', async () => {
    const given = (tags: string) => tagsOf({ tags }, release)
    await expect(given('type=semver,patern={{version}}')).rejects.toThrow(
      "Input 'tags': 'patern' is not an attribute of type=semver (did you mean 'pattern'?), in: type=semver,patern={{version}}"
    )
    await expect(given('type=semver')).rejects.toThrow("Input 'tags': pattern is missing, in: type=semver")
  })

  it('with a duplicate value has a warning that says which one is used', async () => {
    expect((await name({ tags: 'type=raw,value=a,value=b' }, main)).warnings).toEqual([
      expect.stringMatching(/^'value' is given twice; the last one is used \(quote a field that contains a comma\)/),
    ])
  })
})

describe('a parsed rule', () => {
  it('has the attributes of its type, and no others', () => {
    expectTypeOf<Extract<Rule, { type: 'sha' }>['format']>().toEqualTypeOf<'short' | 'long'>()
    expectTypeOf<Extract<Rule, { type: 'edge' }>>().not.toHaveProperty('pattern')
    const [rule] = parseRules(['type=sha,suffix=-x,priority=5'])
    expect(rule).toEqual({
      type: 'sha',
      format: 'short',
      line: 'type=sha,suffix=-x,priority=5',
      doubts: [],
      enable: 'true',
      priority: 5,
      prefix: 'sha-',
      suffix: '-x',
      images: [],
    })
  })
})

const comma =
  'has a comma between tags: write one per line, and quote a value that contains a comma: type=raw,"value=…"'
const space = 'contains white space, which is not allowed in a tag: write one tag per line'
// An expression for GitHub, which nothing expands here.
const githubs = (expression: string) => `$${`{{ ${expression} }}`}`
const github = 'GitHub expands expressions only in workflow files, not in the value of a variable or an input'

describe('refuses tags that would have to be changed a lot, and says what to write', () => {
  it.each([
    ['two tags with a space', 'latest v1', `'latest v1' ${space}`],
    ['two tags as the value of a rule', 'type=raw,value=latest v1', `'latest v1' ${space}`],
    ['two tags with a comma', 'latest,v1', `'latest,v1' ${comma}`],
    ['two tags with a comma and a space', 'latest, v1', `'latest, v1' ${comma}`],
    ['an expression with a comma', "{{date 'dddd, MMMM'}}", `'{{date 'dddd, MMMM'}}' ${comma}`],
    [
      'an unexpanded GitHub expression',
      `v${githubs('github.sha')}`,
      `'${githubs('github.sha')}' was not expanded: ${github}`,
    ],
    ['letters of another script', 'type=raw,value=日本', "'日本' contains no letter or digit that is allowed in a tag"],
    ['nothing but dots', '...', "'...' contains no letter or digit that is allowed in a tag"],
  ])('%s', async (_, tags, problem) => {
    await expect(name({ tags }, main)).rejects.toThrow(`Input 'tags': ${problem}`)
  })

  it('for a branch without any allowed character', async () => {
    await expect(name({}, pushOf('refs/heads/日本'))).rejects.toThrow(
      "Input 'tags': '日本' contains no letter or digit that is allowed in a tag (A-Z, a-z, 0-9), in: type=ref,event=branch"
    )
  })

  it('for an unexpanded GitHub expression in any input', async () => {
    for (const input of ['images', 'flavor', 'labels', 'annotations']) {
      await expect(name({ [input]: `suffix=a${githubs('env.X')}` }, main)).rejects.toThrow(
        `Input '${input}': '${githubs('env.X')}' was not expanded: ${github}`
      )
    }
    expect((await name({ labels: 'a=$\\{{ x }}' }, main)).labels).toContainEqual(['a', githubs('x')])
  })

  it('or warns about what a flavor with a second equals sign leaves out', async () => {
    const { version, warnings } = await name({ tags: 'x', flavor: 'suffix=-a=b' }, main)
    expect(version).toBe('x-a')
    expect(warnings).toEqual(["'=b' has no effect: a value ends at an equals sign, in: suffix=-a=b"])
  })
})

describe('invalid rules', () => {
  it('are all reported at once', async () => {
    const tags = 'type=semver\ntype=ref,event=push\ntype=nope,type=sha'
    const problems = await name({ tags, flavor: 'latest=maybe', images: 'enable=true' }, main).then(
      () => [],
      (error: AggregateError) => error.errors.map((problem: Error) => problem.message)
    )
    expect(problems).toEqual([
      "Input 'flavor': latest cannot be 'maybe'; it must be one of auto, true, false, highest, in: latest=maybe",
      "Input 'images': the name is missing, in: enable=true",
      "Input 'tags': pattern is missing, in: type=semver",
      "Input 'tags': event cannot be 'push'; it must be one of branch, tag, pr, in: type=ref,event=push",
      expect.stringMatching(/^Input 'tags': type cannot be 'nope'/),
    ])
  })
})

describe('refs', () => {
  it.each([
    ['refs/heads/a/b', { kind: 'branch', name: 'a/b' }],
    ['refs/tags/v1', { kind: 'tag', name: 'v1' }],
    ['refs/pull/15/merge', { kind: 'pull-request', name: '15' }],
    ['refs/pull/15/head', { kind: 'pull-request', name: '15/head' }],
    ['refs/changes/1/2', { kind: 'other', name: 'refs/changes/1/2' }],
    ['', { kind: 'other', name: '' }],
  ])('parses %j', (ref, expected) => {
    expect(parseGitRef(ref)).toEqual(expected)
  })
})
