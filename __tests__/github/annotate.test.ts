import { expect, test } from 'vitest'
import { annotateWarnings } from '../../src/github/report/annotate.ts'
import { recordLog } from '../support/environment.ts'

const warnings = Array.from({ length: 12 }, (_, index) => ({
  message: `Rule: ${index}`,
  place: { file: 'Dockerfile', line: index + 1 },
}))

test("annotates each build check warning at its line, up to GitHub's limit", () => {
  const log = recordLog()
  const places: unknown[] = []
  annotateWarnings(warnings, { ...log, warning: (_, place) => places.push(place) }, {})
  expect(places).toEqual(warnings.slice(0, 10).map(({ place }) => place))
  expect(log.lines).toEqual(['2 more build check warnings are in the build output above'])
})

test.each(['false', '0', 'False'])('annotates nothing with DOCKER_BUILD_CHECKS_ANNOTATIONS=%s', (value) => {
  const log = recordLog()
  annotateWarnings(warnings, log, { DOCKER_BUILD_CHECKS_ANNOTATIONS: value })
  expect(log.lines).toEqual([])
})
