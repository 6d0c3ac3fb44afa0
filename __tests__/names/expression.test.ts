import { describe, expect, it, vi } from 'vitest'
import { loadLanguage } from '../../src/names/expressions/expression.ts'
import { parseNaming } from '../../src/names/inputs/naming.ts'
import { nameImages } from '../../src/names/names.ts'
import { knowing, name, pushOf, tagsOf } from './support/naming.ts'

const main = pushOf('refs/heads/main')
const release = pushOf('refs/tags/v1.2.3', { baseRef: 'main' })
const pull = pushOf('refs/pull/7/merge', { name: 'pull_request', baseRef: 'main' })

/** The value of an expression in a label, where the text is not modified. */
async function expand(text: string, facts = main): Promise<string | undefined> {
  const labels = `"x=${text.replaceAll('"', '""')}"`
  const names = await name({ labels }, facts)
  return new Map(names.labels).get('x')
}

describe('an expression', () => {
  it.each([
    ['{{branch}}', main, 'main'],
    ['{{branch}}', release, ''],
    ['{{tag}}', release, 'v1.2.3'],
    ['{{sha}}', main, '3f9a1c7'],
    ['{{base_ref}}', pull, 'main'],
    ['{{base_ref}}', release, 'main'],
    ['{{is_default_branch}} {{is_not_default_branch}}', main, 'true false'],
    ['{{is_default_branch}} {{is_not_default_branch}}', pull, 'false true'],
    ['{{unknown}}', main, ''],
    ['{{#if tag}}{{tag}}{{else}}no tag{{/if}}', main, 'no tag'],
    ['{{#if tag}}{{tag}}{{else if branch}}on {{branch}}{{/if}}', main, 'on main'],
    ['{{#unless tag}}no tag{{/unless}}', main, 'no tag'],
    ['{{{branch}}}{{&branch}}', main, 'mainmain'],
    ['a {{~branch~}} b', main, 'amainb'],
    ['a{{! a note }}b{{!-- another --}}', main, 'ab'],
    ['\\{{branch}}', main, '{{branch}}'],
    ["{{log 'x'}}", main, ''],
  ])('%s on %o', async (text, facts, expanded) => {
    expect(await expand(text, facts)).toBe(expanded)
  })

  it('does not escape characters that are special in HTML', async () => {
    expect(await expand('{{branch}}', pushOf(`refs/heads/a&b<c>'d"`))).toBe(`a&b<c>'d"`)
    expect(await tagsOf({ tags: '{{branch}}' }, pushOf('refs/heads/a&b'))).toEqual(['a-b'])
  })

  it('is supported in a flavor, also with onlatest', async () => {
    const inputs = { tags: 'type=ref,event=tag', flavor: 'suffix=-{{sha}},onlatest=true' }
    expect(await tagsOf(inputs, release)).toEqual(['v1.2.3-3f9a1c7', 'latest-3f9a1c7'])
    const dated = { tags: 'x', flavor: "suffix=-{{date 'HH' tz='Asia/Tokyo'}}" }
    expect(await tagsOf(dated, release)).toEqual(['x-08'])
  })

  it.each([
    ['{{', /^Input 'labels': Parse error on line 1 .*, in: x=\{\{/],
    ['{{ .Values.x }}', /^Input 'labels': .*\(to write literal braces, use \\\{\{\), in: /],
    ['{{lookup}}', /^Input 'labels': An expression uses a variable incorrectly, in: /],
    ["{{nope 'x'}}", /^Input 'labels': Missing helper: "nope"/],
    ['{{date}}', /Put the date format in single quotes/],
    ['{{date branch}}', /Put the date format in single quotes/],
    ["{{date 'YYYY' zone='UTC'}}", /takes only the option tz, not 'zone'/],
    ["{{date 'YYYY' tz=''}}", /Put the time zone in single quotes/],
    ["{{date 'YYYY' tz=unknown}}", /Put the time zone in single quotes/],
    ["{{date 'YYYY' 'MM'}}", /takes only one format/],
  ])('%s is an error that names its input', async (text, message) => {
    await expect(expand(text)).rejects.toThrow(message)
  })

  it('can only access the defined names', async () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(await expand('{{constructor}}{{toString}}{{branch.constructor}}')).toBe('')
    expect(quiet).not.toHaveBeenCalled()
    quiet.mockRestore()
  })
})

describe('the default branch', () => {
  const isDefault = (ref: string, event: string, defaultBranch?: string) =>
    expand('{{is_default_branch}}', pushOf(ref, { name: event, ...(defaultBranch && { defaultBranch }) }))

  it('is the one in the event', async () => {
    expect(await isDefault('refs/heads/trunk', 'push', 'trunk')).toBe('true')
    expect(await isDefault('refs/heads/main', 'push', 'trunk')).toBe('false')
    expect(await isDefault('refs/tags/main', 'push')).toBe('false')
  })

  it('is where schedules, issues and discussions run, even if the event does not name it', async () => {
    const facts = pushOf('refs/heads/dev', { name: 'schedule' })
    expect(await expand('{{is_default_branch}}', facts)).toBe('true')
  })

  it('is not any branch or tag that is created', async () => {
    expect(await isDefault('refs/heads/dev', 'create')).toBe('false')
    expect(await isDefault('refs/tags/v1', 'create')).toBe('false')
    expect(await isDefault('refs/heads/main', 'create')).toBe('true')
  })
})

describe('a date', () => {
  it.each([
    ["{{date 'YYYYMMDD-HHmmss'}}", '20260304-234506'],
    ["{{date 'dddd, MMMM Do YYYY, h:mm:ss a'}}", 'Wednesday, March 4th 2026, 11:45:06 pm'],
    ["{{date 'GGGG-[W]WW'}}", '2026-W10'],
    ["{{date 'X'}} {{date 'x'}}", '1772667906 1772667906789'],
    ["{{date 'YYYY-MM-DD' tz='Asia/Tokyo'}}", '2026-03-05'],
    ["{{date 'Z z' tz='America/New_York'}}", '-05:00 EST'],
    ["{{date ''}}", '2026-03-04T23:45:06Z'],
    ["{{commit_date 'YYYY-MM-DD HH:mm'}}", '2026-02-28 22:30'],
    ["{{commit_date 'YYYY-MM-DD HH:mm' tz='Europe/Rome'}}", '2026-02-28 23:30'],
  ])('is formatted as by Moment.js: %s', async (text, written) => {
    expect(await expand(text)).toBe(written)
  })

  it('with an unknown time zone is in UTC, with a warning', async () => {
    const names = await name({ tags: "type=raw,value={{date 'HH' tz='Mars/Olympus'}}" }, main)
    expect(names.version).toBe('23')
    expect(names.warnings).toEqual(["'Mars/Olympus' is not a known time zone, so UTC is used"])
  })
})

describe('a feature that no text uses', () => {
  it('is not loaded', async () => {
    expect(await loadLanguage(['type=sha'])).not.toHaveProperty('dates')
    expect((await loadLanguage(['{{branch}}'])).dates).toBeUndefined()
    expect((await loadLanguage(["{{date 'X'}}"])).dates).toBeDefined()
  })

  it('is not looked up', async () => {
    const commitDate = vi.fn(async () => new Date())
    const naming = parseNaming({ images: '', tags: "{{date 'X'}}", flavor: '', labels: '', annotations: '' })
    await nameImages(naming, main, { ...knowing(), commitDate })
    expect(commitDate).not.toHaveBeenCalled()
  })
})
