import { expect, test } from 'vitest'
import { type Descriptor, mediaTypes } from '../../src/oci/descriptor.ts'
import { reportMediaType } from '../../src/sources/built/media-type.ts'
import { recordLog } from '../support/environment.ts'

/** What is logged about an image of this media type, for an output with these attributes. */
function reportOn(mediaType: string, making: Readonly<Record<string, string>>): readonly string[] {
  const log = recordLog()
  reportMediaType({ mediaType } as Descriptor, new Map(Object.entries(making)), log)
  return log.lines.map((line) => line.slice(0, 84))
}

test("warns about what Docker's classic image store ignores in silence", () => {
  const asked = { compression: 'zstd', 'rewrite-timestamp': 'true', 'annotation.a': 'b' }
  const produced = `The builder produced ${mediaTypes.dockerManifest}, w`.slice(0, 84)
  expect(reportOn(mediaTypes.dockerManifest, asked)).toEqual([
    expect.stringContaining(produced.slice(0, 60)),
    "warning: Input 'outputs': Docker's classic image store ignores compression, rewrite-timestamp".slice(0, 84),
  ])
  expect(reportOn(mediaTypes.dockerManifest, {})).toHaveLength(1)
  expect(reportOn(mediaTypes.dockerManifest, { ...asked, 'oci-mediatypes': 'false' })).toHaveLength(1)
  expect(reportOn(mediaTypes.ociManifest, asked)).toEqual([])
})
