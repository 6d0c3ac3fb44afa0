import { expect, test } from 'vitest'
import { parseLog } from '../../scripts/machine/requests.ts'

test('finds the requests among other lines of a log', () => {
  const log = `time="2026-01-02T03:04:05Z" level=info msg="listening on 127.0.0.1:5000"
127.0.0.1 - - [02/Jan/2026:03:04:06 +0000] "HEAD /v2/a/b/blobs/sha256:12 HTTP/1.1" 404 157 "" "buildkit/v0.25"
127.0.0.1 - someone [02/Jan/2026:03:04:07 +0000] "PUT /v2/a/b/blobs/uploads/1?_state=x%3D&digest=sha256%3A12 HTTP/2.0" 201 0 "" "agent \\"quoted\\""
time="2026-01-02T03:04:08Z" level=info msg="response completed"
`
  expect(parseLog(log)).toEqual([
    { method: 'HEAD', path: '/v2/a/b/blobs/sha256:12', status: 404, bytes: 157, agent: 'buildkit/v0.25' },
    {
      method: 'PUT',
      path: '/v2/a/b/blobs/uploads/1?_state=x%3D&digest=sha256%3A12',
      status: 201,
      bytes: 0,
      agent: 'agent \\"quoted\\"',
    },
  ])
})
