import { describe, expect, it } from 'vitest'
import { parseList } from '../../src/names/inputs/list.ts'
import { defaultFormat, formatOutputs, outputVariable, parseSetOutputEnv } from '../../src/names/name-outputs.ts'
import { name, pushOf } from './support/naming.ts'

const release = pushOf('refs/tags/v1.2.3')
const images = 'acme/app\nghcr.io/acme/app'

describe('the outputs', () => {
  it('list every tag of every image', async () => {
    const { texts } = formatOutputs(await name({ images }, release), defaultFormat)
    expect(texts.tags).toBe('acme/app:v1.2.3\nacme/app:latest\nghcr.io/acme/app:v1.2.3\nghcr.io/acme/app:latest')
    expect(texts['tag-names']).toBe('v1.2.3\nlatest')
    expect(texts.version).toBe('v1.2.3')
  })

  it('use the requested separators, and annotate each level', async () => {
    const names = await name({ images: 'a/b', labels: 'k=v' }, release)
    const format = { ...defaultFormat, tagSeparator: ',', labelSeparator: ';', annotationLevels: 'manifest,index' }
    const { texts } = formatOutputs(names, format)
    expect(texts.tags).toBe('a/b:v1.2.3,a/b:latest')
    expect(texts.labels).toMatch(/^k=v;org\.opencontainers\.image\.created=2026-03-04T23:45:06\.789Z;/)
    expect(texts.annotations.split('\n')).toHaveLength(16)
    expect(texts.annotations).toContain('\nindex:org.opencontainers.image.title=app\n')
  })

  it('have one item for each label and annotation, with any line breaks and quotes in its value', async () => {
    const value = 'first "line"\norg.example.second=2\r\nthird, line'
    const names = await name({ images, labels: `"note=${value.replaceAll('"', '""')}"` }, release)
    const { texts } = formatOutputs(names, defaultFormat)
    expect(parseList('labels', texts.labels)).toEqual(names.labels.map(([key, text]) => `${key}=${text}`))
    expect(names.labels).toContainEqual(['note', value])
    const marked = { ...names, annotations: [{ label: ['note', value] as const, levels: [] }] }
    const { annotations } = formatOutputs(marked, { ...defaultFormat, annotationLevels: 'manifest,index' }).texts
    expect(parseList('annotations', annotations)).toEqual([`manifest:note=${value}`, `index:note=${value}`])
  })

  it('have the default format if a workflow leaves the format empty', async () => {
    const names = await name({ images }, release)
    const empty = { tagSeparator: '', annotationLevels: '', bakeTarget: '' }
    expect(formatOutputs(names, empty)).toEqual(formatOutputs(names, defaultFormat))
  })

  it('include bake files', async () => {
    const names = await name({ images, labels: 'k=v' }, release)
    const { bakeFiles } = formatOutputs(names, { ...defaultFormat, bakeTarget: 'web' })
    expect(JSON.parse(bakeFiles['bake-file-tags'])).toEqual({
      target: {
        web: {
          tags: ['acme/app:v1.2.3', 'acme/app:latest', 'ghcr.io/acme/app:v1.2.3', 'ghcr.io/acme/app:latest'],
          args: { DOCKER_META_IMAGES: 'acme/app,ghcr.io/acme/app', DOCKER_META_VERSION: 'v1.2.3' },
        },
      },
    })
    expect(Object.keys(JSON.parse(bakeFiles['bake-file']).target.web)).toEqual(['tags', 'labels', 'args'])
    expect(JSON.parse(bakeFiles['bake-file-labels']).target.web.labels.k).toBe('v')
    expect(JSON.parse(bakeFiles['bake-file-annotations']).target.web.annotations).toContain(
      'manifest:org.opencontainers.image.version=v1.2.3'
    )
  })

  it('are variables with their names, unless disabled', () => {
    expect(outputVariable('bake-file-tags')).toBe('DOCKER_METADATA_OUTPUT_BAKE_FILE_TAGS')
    expect([parseSetOutputEnv(), parseSetOutputEnv('1'), parseSetOutputEnv('false')]).toEqual([true, true, false])
    expect(() => parseSetOutputEnv('no')).toThrow(/DOCKER_METADATA_SET_OUTPUT_ENV/)
  })
})

describe('labels', () => {
  it('describe the repository, and can be overridden and extended', async () => {
    const labels = 'org.opencontainers.image.title=Mine\nmaintainer={{branch}}=x\nnonsense\nmaintainer=me=you'
    const names = await name({ labels }, release)
    expect(Object.fromEntries(names.labels)).toEqual({
      maintainer: 'me=you',
      'org.opencontainers.image.created': '2026-03-04T23:45:06.789Z',
      'org.opencontainers.image.description': 'An app',
      'org.opencontainers.image.licenses': 'MIT',
      'org.opencontainers.image.revision': '3f9a1c7be24d58061fa7c2d9b0e8465a7c1d2e3f',
      'org.opencontainers.image.source': 'https://github.com/acme/app',
      'org.opencontainers.image.title': 'Mine',
      'org.opencontainers.image.url': 'https://github.com/acme/app',
      'org.opencontainers.image.version': 'v1.2.3',
    })
  })

  it('that are a single word are ignored, with a warning', async () => {
    const { labels, warnings } = await name({ labels: 'note=one\ntwo\na=b' }, release)
    expect(labels).toContainEqual(['note', 'one'])
    expect(warnings).toEqual([
      `Input 'labels': 'two' is ignored because it has no equals sign: write key=value, or "key=first line⏎last line", quoted as a whole, if the value has several lines`,
    ])
  })

  it.each(['labels', 'annotations'])('are not cut to their first line: %s', async (input) => {
    await expect(name({ [input]: 'note=one\nand two' }, release)).rejects.toThrow(
      `Input '${input}': 'and two' has no equals sign: write key=value, or "key=first line⏎last line", quoted as a whole, if the value has several lines`
    )
  })

  it('are omitted for unknown facts, and empty if requested', async () => {
    const { source, event, now } = pushOf('refs/changes/1')
    const facts = { event, now, source: { ...source, description: '', license: '' } }
    const names = await name({ labels: 'org.opencontainers.image.licenses=' }, facts)
    const keys = names.labels.map(([key]) => key.replace('org.opencontainers.image.', ''))
    expect(keys).toEqual(['created', 'licenses', 'revision', 'source', 'title', 'url'])
    expect(names.labels).toContainEqual(['org.opencontainers.image.licenses', ''])
    const { texts } = formatOutputs(names, defaultFormat)
    expect(texts.annotations).not.toMatch(/=$/m)
  })

  it('can have several lines in quotes', async () => {
    const names = await name({ labels: '"note=one\ntwo, ""three"""' }, release)
    expect(new Map(names.labels).get('note')).toBe('one\ntwo, "three"')
    const { texts } = formatOutputs(names, defaultFormat)
    expect(JSON.parse(texts.json).labels.note).toBe('one\ntwo, "three"')
  })
})
