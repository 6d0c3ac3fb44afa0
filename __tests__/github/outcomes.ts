import type { Digest } from '../../src/oci/digest.ts'
import { parseRepository, type Repository } from '../../src/oci/distribution/reference.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import type { Outcome, TagStatus } from '../../src/plan/outcome.ts'

export const digest = `sha256:${'a'.repeat(64)}` as Digest
export const before = `sha256:${'b'.repeat(64)}` as Digest

const nothing = { blobs: 0, bytes: 0 }

/** The outcome for a target; `tags` by name. */
export function outcome(
  image: string,
  tags: Readonly<Record<string, TagStatus>>,
  changes: Partial<Omit<Outcome, 'target' | 'tags'>> = {}
): Outcome {
  const names = Object.keys(tags) as Tag[]
  return {
    target: { repository: parseRepository(image) as Repository, tags: names },
    status: 'published',
    tags: names.map((tag) => ({ tag, status: tags[tag] as TagStatus })),
    traffic: { kept: nothing, mounted: nothing, uploaded: nothing },
    sent: 0,
    retries: 0,
    seconds: 0.4449,
    ...changes,
  }
}

const kept = { blobs: 3, bytes: 31_400_000 }
const mounted = { blobs: 1, bytes: 2_000 }
const uploaded = { blobs: 2, bytes: 1_048_576 }

export const published = outcome(
  'ghcr.io/acme/app',
  { '1.4.2': 'published', '1.4': 'unchanged', latest: 'published' },
  {
    traffic: { kept, mounted, uploaded },
    sent: 1_100_000,
    retries: 2,
    seconds: 1.2345,
  }
)

/** Untrusted text that ends up in a log, in JSON and in Markdown. */
export const hostile =
  'acme/app: refused: <img src=x onerror=alert(1)> | a | `code` [link](https://evil.example) ![i](x)\n::set-output name=a::b\r\n# Heading\n* item *bold* _it_ ~~no~~ $x$ &lt; \\ \u0000\u202e'

export const failed = outcome(
  'docker.io/acme/app',
  { '1.4.2': 'failed', latest: 'restored' },
  {
    status: 'failed',
    error: new Error(hostile),
  }
)
