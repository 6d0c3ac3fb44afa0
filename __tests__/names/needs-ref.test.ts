import { expect, test } from 'vitest'
import { parseNaming } from '../../src/names/inputs/naming.ts'
import { lineThatNeedsRef } from '../../src/names/inputs/needs-ref.ts'

const nothing = { images: 'acme/app', tags: '', flavor: '', labels: '', annotations: '' }

test.each([
  ['the rules that stand for none', '', 'type=ref,event=branch'],
  ['a rule for a branch', 'type=sha\ntype=ref,event=branch', 'type=ref,event=branch'],
  ['a rule for a version of the tag', 'type=semver,pattern={{version}}', 'type=semver,pattern={{version}}'],
  ['a rule for the default branch', 'type=edge', 'type=edge'],
  ['an expression', 'type=raw,value={{branch}}-x', 'type=raw,value={{branch}}-x'],
  ['a condition', 'type=raw,value=x,enable={{is_default_branch}}', 'type=raw,value=x,enable={{is_default_branch}}'],
  ['no rule that says its version', 'type=semver,pattern={{version}},value=1.2.3', undefined],
  ['no rule that is off', 'type=ref,event=branch,enable=false\ntype=sha', undefined],
  ['no rule by commit and date', "type=sha\ntype=raw,value={{date 'YYYYMMDD'}}-{{sha}}", undefined],
])('a branch or tag is needed by %s', (_, tags, line) => {
  expect(lineThatNeedsRef(parseNaming({ ...nothing, tags }))).toBe(line)
})

test('a branch or tag is needed by a label that names one', () => {
  const label = 'com.example.branch={{branch}}'
  expect(lineThatNeedsRef(parseNaming({ ...nothing, tags: 'type=sha', labels: label }))).toBe(label)
})
