import { describe, expect, it } from 'vitest'
import { defaultFormat, formatOutputs } from '../../src/names/name-outputs.ts'
import { name, pushOf } from './support/naming.ts'

const main = pushOf('refs/heads/main')

/** The annotations of a run, without those that every build has. */
async function annotationsOf(annotations: string, annotationLevels = 'manifest'): Promise<readonly string[]> {
  const { texts } = formatOutputs(await name({ annotations }, main), { ...defaultFormat, annotationLevels })
  return texts.annotations.split('\n').filter((line) => !line.includes(':org.opencontainers.image.'))
}

describe('an annotation', () => {
  it.each([
    ['without a level is added at all default levels', 'a=b', ['manifest:a=b', 'index:a=b']],
    ['with a level is added only there', 'index:a=b', ['index:a=b']],
    ['with several levels is added at each', 'index,manifest-descriptor:a=b', ['index:a=b', 'manifest-descriptor:a=b']],
    ['can be for one platform', 'manifest[linux/arm64]:a=b', ['manifest[linux/arm64]:a=b']],
    ['can describe the index', 'index-descriptor:a=b', ['index-descriptor:a=b']],
    ['keeps colons and equals signs in its value', 'index:a=http://x:1/?y=z', ['index:a=http://x:1/?y=z']],
    ['can have a colon in its key', 'com.example:a=b', ['manifest:com.example:a=b', 'index:com.example:a=b']],
    ['replaces one at its own level', 'a=1\nindex:a=2', ['manifest:a=1', 'index:a=2']],
    ['has expressions expanded', 'index:a={{branch}}', ['index:a=main']],
  ])('%s', async (_, line, lines) => {
    expect(await annotationsOf(line, 'manifest,index')).toEqual(lines)
  })

  it.each([
    ['manifst:a=b', 'manifst'],
    ['index,images:a=b', 'images'],
    ['manifest[linux amd64]:a=b', 'manifest[linux amd64]'],
  ])('is refused if its level does not exist: %s', async (line, level) => {
    await expect(annotationsOf(line)).rejects.toThrow(
      `Input 'annotations': '${level}' in '${line.slice(0, -2)}' is not an annotation level: use manifest, index, manifest-descriptor or index-descriptor, or manifest[linux/amd64] for one platform`
    )
  })

  it('of the index does not replace that of the manifests', async () => {
    const key = 'org.opencontainers.image.description'
    const { texts } = formatOutputs(await name({ annotations: `index:${key}=several` }, main), defaultFormat)
    expect(texts.annotations.split('\n').filter((line) => line.includes(key))).toEqual([
      `manifest:${key}=An app`,
      `index:${key}=several`,
    ])
  })
})

it('the output of a step is valid input for another', async () => {
  const levels = { ...defaultFormat, annotationLevels: 'manifest,index' }
  const once = formatOutputs(await name({ annotations: 'a=b\nindex:c=d' }, main), levels)
  const again = formatOutputs(await name({ annotations: once.texts.annotations }, main), defaultFormat)
  expect(again.texts.annotations).toBe(once.texts.annotations)
})
