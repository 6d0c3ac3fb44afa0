import { expect, test } from 'vitest'
import { parseNaming } from '../../src/names/inputs/naming.ts'
import { lineThatNeedsRef } from '../../src/names/inputs/needs-ref.ts'

const nothing = { images: 'acme/app', tags: '', flavor: '', labels: '', annotations: '' }

test.each([
  ['the default rules', '', 'type=ref,event=branch'],
  ['a rule for a branch', 'type=sha\ntype=ref,event=branch', 'type=ref,event=branch'],
  ['a rule for the version in the tag', 'type=semver,pattern={{version}}', 'type=semver,pattern={{version}}'],
  ['a rule for the default branch', 'type=edge', 'type=edge'],
  ['an expression', 'type=raw,value={{branch}}-x', 'type=raw,value={{branch}}-x'],
  ['a condition', 'type=raw,value=x,enable={{is_default_branch}}', 'type=raw,value=x,enable={{is_default_branch}}'],
  ['no rule with its own version', 'type=semver,pattern={{version}},value=1.2.3', undefined],
  ['no disabled rule', 'type=ref,event=branch,enable=false\ntype=sha', undefined],
  ['no rule by commit and date', "type=sha\ntype=raw,value={{date 'YYYYMMDD'}}-{{sha}}", undefined],
])('finds the line that needs a branch or tag: %s', (_, tags, line) => {
  expect(lineThatNeedsRef(parseNaming({ ...nothing, tags }))).toBe(line)
})

test('finds a label that needs a branch or tag', () => {
  const label = 'com.example.branch={{branch}}'
  expect(lineThatNeedsRef(parseNaming({ ...nothing, tags: 'type=sha', labels: label }))).toBe(label)
})
