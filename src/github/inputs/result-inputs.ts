import { InputError } from '../../input-error.ts'
import { parseReference, type Reference } from '../../oci/distribution/reference.ts'
import { parseBoolean } from './input.ts'
import { parseWords } from './parse-build.ts'
import { withSmallLetters } from './parse-images.ts'
import { signInInputs } from './tables/credential-inputs.ts'
import { publishInputs } from './tables/publish-inputs.ts'

/** The inputs of the action for later jobs. */
export const resultInputs = {
  images: {
    description:
      "The image to give the outputs of, if the jobs of the run publish several: one or more of its names, one per line, such as `ghcr.io/acme/app`; with a tag, if several go to one repository. The outputs then contain these names only. With `meeting: registry`, the notes are in the first repository named here. Default: the run's only image, or with `meeting: registry` this repository's image in the server's registry",
    parse: parseNames,
  },
  meeting: {
    ...publishInputs.meeting,
    description: 'Where the jobs with `part` have left their notes, as they say: `artifacts` or `registry`',
  },
  'allow-missing': {
    description:
      'Succeed if the image is not published because parts are missing; the outputs `complete` and `missing` say so',
    default: 'false',
    parse: parseBoolean,
  },
  ...signInInputs(
    "used to read the image back in the server's own registry (ghcr.io on github.com), for which the job needs `packages: read`"
  ),
} as const

function parseNames(text: string, name: string): readonly Reference[] {
  return parseWords(text, name).map((word) => {
    const reference = parseReference(withSmallLetters(word))
    if (reference && !reference.digest) return reference
    throw new InputError(name, `'${word}' is not an image name like ghcr.io/owner/name`)
  })
}
