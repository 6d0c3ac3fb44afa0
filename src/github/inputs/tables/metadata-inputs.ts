import { parseChoice, parseText } from '../input.ts'
import { credentialInputs } from './credential-inputs.ts'
import { nameInputs } from './name-inputs.ts'

/** docker/metadata-action's inputs. */
export const metadataInputs = {
  context: {
    description: 'Where the ref and the commit come from: `workflow` (the event) or `git` (the checkout)',
    default: 'workflow',
    parse: parseChoice(['workflow', 'git']),
  },
  images: { description: 'Images to name, one per line, without tags', parse: parseText },
  tags: { description: 'Rules for tags, one per line. See docs/tags.md', parse: parseText },
  flavor: nameInputs.flavor,
  labels: {
    description: 'Labels to add to those derived from the repository, as `key=value` lines',
    parse: parseText,
  },
  annotations: nameInputs.annotations,
  'sep-tags': { description: 'Separator between tags. Default: a new line', isExact: true, parse: parseText },
  'sep-labels': { description: 'Separator between labels. Default: a new line', isExact: true, parse: parseText },
  'sep-annotations': {
    description: 'Separator between annotations. Default: a new line',
    isExact: true,
    parse: parseText,
  },
  'bake-target': {
    ...nameInputs['bake-target'],
    description: 'Name of the target in the bake files that are written as outputs',
  },
  'github-token': {
    description: "The job's token, used to ask GitHub's API for what the event payload lacks",
    default: credentialInputs['github-token'].default,
    parse: parseText,
  },
} as const
