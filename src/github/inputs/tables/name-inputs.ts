import { automatic } from '../../../names/inputs/default-image.ts'
import { parseChoice, parseText } from '../input.ts'

/** How images are named; these inputs have the names of docker/metadata-action. */
export const nameInputs = {
  images: {
    description:
      "Images to publish, one per line, without tags. `auto`: the images named in full in `tags`, otherwise this repository's image in the server's registry (`ghcr.io/<owner>/<repository>`), unless `load` or `outputs` is set",
    default: automatic,
    parse: parseText,
  },
  tags: {
    description: 'Rules for tags, one per line, or full references such as `user/app:latest`. See docs/tags.md',
    parse: parseText,
  },
  flavor: { description: 'Settings for all tags: `latest=`, `prefix=`, `suffix=`', parse: parseText },
  labels: {
    description: 'Labels to set, as `key=value` lines. They override those of the Dockerfile',
    parse: parseText,
  },
  annotations: {
    description: 'Annotations to set, as `key=value` lines, or with a level as in `index:key=value`',
    parse: parseText,
  },
  'default-labels': {
    description:
      'Labels derived from the repository: `fill` adds those that the Dockerfile does not set, `overwrite` sets all of them, `none` adds none',
    default: 'fill',
    parse: parseChoice(['fill', 'overwrite', 'none']),
  },
  'bake-target': {
    description:
      'Name of the bake target that gets the names of this step: in the bake files that are written as outputs, and in those that are built',
    default: 'docker-metadata-action',
    parse: parseText,
  },
} as const
