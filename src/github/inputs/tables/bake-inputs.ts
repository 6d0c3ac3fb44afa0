import { parseText } from '../input.ts'
import { parseAssignments, parseRawLines, parseWords } from '../parse-build.ts'

/** How several images are built from a bake definition; these inputs mean what they do in docker/bake-action. */
export const bakeInputs = {
  'bake-files': {
    description: 'Bake files: HCL, JSON or Compose. Their images are published as one release. See docs/bake.md',
    parse: parseWords,
  },
  'bake-targets': {
    description:
      'Bake targets and groups to build. Default: `default`. Without `bake-files`, the default files of buildx are read',
    parse: parseWords,
  },
  'bake-source': {
    description: 'Where the bake files are: a folder in the checkout, or the URL of a Git repository',
    parse: parseText,
  },
  set: { description: 'Overrides for bake targets, as `TARGET.KEY=value` lines', parse: parseRawLines },
  vars: { description: 'Variables of the bake files, as `NAME=value` lines', parse: parseAssignments },
} as const
