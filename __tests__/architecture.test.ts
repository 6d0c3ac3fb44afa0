import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import { describe, expect, test } from 'vitest'

/**
 * The house, from the ground up. A file imports from its own folder and from lower layers, and from nothing else:
 * folders of one layer never import each other. A part is a folder, or a file that lies in none.
 */
const layers = [
  {
    parts: ['oci', 'redaction', 'environment.ts', 'input-error.ts'],
    holds: "the specs' own words; types of all that may be touched",
  },
  {
    parts: ['tags', 'plan', 'disk'],
    holds:
      'values in, values out: how an image is called; what is to do, what was done. Files that somebody else names',
  },
  {
    parts: ['registry', 'content', 'build', 'sink', 'github'],
    holds: 'the edges: network, disk, children, the runner',
  },
  { parts: ['push'], holds: 'orchestration: an image to its targets' },
  { parts: ['steps'], holds: 'the steps of a run, each in terms of the inputs' },
  { parts: ['action.ts'], holds: 'the story, on one screen' },
  { parts: ['main.ts', 'metadata.ts', 'post.ts'], holds: 'entries: an environment made from the process' },
  { parts: ['entry.ts'], holds: 'the bundle: which entry the runner meant' },
] as const

/** The parts that are pure: no clock, no disk, no network. They ask Node to hash, and to limit a regular expression. */
const core = ['oci', 'redaction', 'tags', 'plan']
const pure = ['node:crypto', 'node:vm']
const entries = ['main.ts', 'metadata.ts', 'post.ts', 'entry.ts']

/** What reaches out of the program, and who alone may use it. Types are free for all. */
const reserved: readonly { readonly use: RegExp; readonly by: readonly string[]; readonly why: string }[] = [
  { use: /^@actions\//, by: ['github'], why: 'only the edge to the runner knows its toolkit' },
  { use: /^node:child_process$/, by: ['build/run.ts'], why: 'children get a scrubbed environment, and are stopped' },
  { use: /^undici(?:\/|$)/, by: ['registry'], why: 'requests go through one place that guards credentials' },
  { use: /^node:tls$/, by: ['registry'], why: 'as are certificates' },
  // BlockList and isIP are no sockets.
  { use: /^node:net$/, by: ['registry'], why: 'sockets belong to the client' },
  { use: /^node:http$/, by: ['sink/server.ts'], why: 'or to the sink' },
  { use: /^node:(?:https|http2|dgram|dns|cluster|worker_threads|inspector)/, by: [], why: 'nobody needs these' },
  { use: /^node:vm$/, by: ['tags/search.ts'], why: 'it only puts a limit on the time that a regular expression takes' },
]

interface Import {
  readonly from: string
  readonly isType: boolean
}

type Sources = Readonly<Record<string, string>>

/** Code without its comments, and without the text of its strings where that is asked for. */
function bare(source: string, withStrings: boolean): string {
  const token =
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[gimsuvy]*/g
  const isKept = (text: string) => !/^\/[*/]/.test(text) && (withStrings || !/^['"/]/.test(text))
  return source.replaceAll(token, (text) => (isKept(text) ? text : ' '))
}

function importsOf(source: string): readonly Import[] {
  const code = bare(source, true)
  const fixed = code.matchAll(/^\s*(?:import|export)\s+(?<names>[^'"()]*?)(?:from\s*)?'(?<from>[^']+)'/gm)
  const later = code.matchAll(/\bimport\(\s*(?:'(?<from>[^']+)'|(?<computed>[^)]*))/g)
  return [
    ...[...fixed].map(({ groups }) => ({ from: groups?.from ?? '', isType: isTypeOnly(groups?.names ?? '') })),
    ...[...later].map(({ groups }) => ({ from: groups?.from ?? `(${groups?.computed})`, isType: false })),
  ]
}

function isTypeOnly(names: string): boolean {
  const [, listed] = /^\{(.*)\}\s*$/s.exec(names) ?? []
  const all = listed?.split(',').filter((name) => name.trim() !== '')
  return /^type\s/.test(names) || (all?.every((name) => /^\s*type\s/.test(name)) ?? false)
}

const partOf = (file: string) => file.split('/')[0] ?? ''
const layerOf = (file: string) => layers.findIndex(({ parts }) => (parts as readonly string[]).includes(partOf(file)))
const isWithin = (file: string, places: readonly string[]) =>
  places.some((place) => file === place || file.startsWith(`${place}/`))

function objectionsTo(file: string, { from, isType }: Import): readonly string[] {
  const used = `${file} imports ${from}`
  if (from.startsWith('(')) return [`${used}: write what is meant`]
  if (!from.startsWith('.')) {
    const broken = reserved.filter(({ use, by }) => use.test(from) && !isWithin(file, by) && !isType)
    const isImpure = from.startsWith('node:') && !pure.includes(from) && isWithin(file, core)
    return [...broken.map(({ why }) => `${used}: ${why}`), ...(isImpure ? [`${used}: the core is pure`] : [])]
  }
  const target = normalize(join(dirname(file), from))
    .split(sep)
    .join('/')
  if (!target.endsWith('.ts')) return [`${used}: write the file's name in full`]
  if (layerOf(target) < 0) return [`${used}, which is in no layer`]
  const isAllowed = partOf(target) === partOf(file) || layerOf(target) < layerOf(file)
  return isAllowed ? [] : [`${used}: that is not below it`]
}

/** Everything in which these files break the rules, one sentence each. */
function objections(sources: Sources): readonly string[] {
  return Object.entries(sources).flatMap(([file, source]) => {
    const code = bare(source, false).replaceAll(/`[^`$]*/g, '`')
    const touches = /(?<![.#\w'])(?:process|globalThis|WebSocket|fetch(?=\())(?![\w:])/.exec(code)?.[0]
    const isRaw = /\bJSON\.parse\(/.test(code) && file !== 'oci/json.ts'
    return [
      ...(isRaw ? [`${file} reads JSON without a limit: use oci/json.ts`] : []),
      ...(layerOf(file) < 0 ? [`${file} is in no layer`] : []),
      ...(touches && !(touches === 'process' && entries.includes(file)) ? [`${file} touches ${touches}`] : []),
      ...importsOf(source).flatMap((each) => objectionsTo(file, each)),
    ]
  })
}

function readSources(): Sources {
  const root = join(import.meta.dirname, '..', 'src')
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  return Object.fromEntries(names.map((name) => [name.split(sep).join('/'), readFileSync(join(root, name), 'utf8')]))
}

const sources = readSources()

test('every file keeps to its layer and touches only what is its own', () => {
  expect(objections(sources)).toEqual([])
})

test('every part of the house is there', () => {
  const parts = new Set(Object.keys(sources).map(partOf))
  expect(layers.flatMap((layer) => layer.parts as readonly string[]).toSorted()).toEqual([...parts].toSorted())
})

test('files are short: half of them under 80 lines, none over 250', () => {
  const lengths = Object.entries(sources).map(([file, source]) => ({ file, lines: source.split('\n').length - 1 }))
  const sorted = lengths.toSorted((a, b) => a.lines - b.lines)
  expect(sorted[Math.floor(sorted.length / 2)]?.lines).toBeLessThan(80)
  expect(sorted.filter(({ lines }) => lines > 250)).toEqual([])
})

test('files are called by what they hold', () => {
  const vague = /(?:^|[-/])(?:helpers?|utils?|manager|service|common|misc|ctx|data|info)\.ts$/
  // `credential helper` is Docker's own word.
  const named = Object.keys(sources).filter((file) => vague.test(file) && file !== 'registry/credentials/helper.ts')
  expect(named).toEqual([])
})

// The rules must object to what breaks them, or they say nothing of the house.
describe('a house that is broken is seen to be', () => {
  const broken: readonly (readonly [file: string, source: string, objection: string])[] = [
    ['oci/a.ts', "import { a } from '../tags/b.ts'", 'oci/a.ts imports ../tags/b.ts: that is not below it'],
    ['oci/a.ts', "import type { A } from '../environment.ts'", 'that is not below it'],
    ['tags/a.ts', "import type { A } from '../plan/b.ts'", 'that is not below it'],
    ['sink/a.ts', "export { a } from '../registry/b.ts'", 'that is not below it'],
    ['registry/deep/a.ts', "import {\n  a,\n  b,\n} from '../../github/b.ts'", 'that is not below it'],
    ['build/a.ts', "const a = await import('../push/b.ts')", 'that is not below it'],
    ['push/a.ts', "import '../action.ts'", 'that is not below it'],
    ['steps/a.ts', "import { a } from '../main.ts'", 'that is not below it'],
    ['action.ts', "import { a } from './main.ts'", 'that is not below it'],
    ['main.ts', "import { a } from './post.ts'", 'that is not below it'],
    ['push/a.ts', "import { a } from './helpers/../../stray/b.ts'", 'which is in no layer'],
    ['push/a.ts', "import { a } from './b'", "write the file's name in full"],
    ['push/a.ts', "import { a } from '../../scripts/b.ts'", 'which is in no layer'],
    ['build/a.ts', 'const a = await import(name)', 'build/a.ts imports (name): write what is meant'],
    ['stray/a.ts', '', 'stray/a.ts is in no layer'],
    ['steps/a.ts', 'export const a = process.env.HOME', 'steps/a.ts touches process'],
    ['steps/a.ts', 'const { env } = process', 'steps/a.ts touches process'],
    ['steps/a.ts', ['const a = `x $', '{process.pid}`'].join(''), 'steps/a.ts touches process'],
    ['steps/a.ts', 'globalThis.process.exit()', 'steps/a.ts touches globalThis'],
    ['push/a.ts', 'const a = JSON.parse(text)', 'push/a.ts reads JSON without a limit'],
    ['github/a.ts', "await fetch('https://example.com')", 'github/a.ts touches fetch'],
    ['main.ts', "await fetch('https://example.com')", 'main.ts touches fetch'],
    ['steps/a.ts', "import * as core from '@actions/core'", 'only the edge to the runner knows its toolkit'],
    ['push/a.ts', "import { request } from 'undici'", 'requests go through one place'],
    ['sink/uploads.ts', "import { request } from 'node:http'", 'sink/uploads.ts imports node:http: or to the sink'],
    ['sink/a.ts', "import { type A, connect } from 'node:net'", 'sockets belong to the client'],
    ['registry/a.ts', "import { spawn } from 'node:child_process'", 'children get a scrubbed environment'],
    ['build/a.ts', "import https from 'node:https'", 'nobody needs these'],
    ['tags/a.ts', "import { Script } from 'node:vm'", 'it only puts a limit on the time'],
    [
      'tags/a.ts',
      "import { readFile } from 'node:fs/promises'",
      'tags/a.ts imports node:fs/promises: the core is pure',
    ],
    ['oci/a.ts', "import type { Buffer } from 'node:buffer'", 'the core is pure'],
  ]

  test.each(broken)('%s: %j', (file, source, objection) => {
    expect(objections({ [file]: source })).toEqual([expect.stringContaining(objection)])
  })

  test('what is allowed is not objected to', () => {
    const fine = [
      "import { createHash } from 'node:crypto'",
      "import type { IncomingMessage } from 'node:http'",
      "import { type A, type B } from 'node:net'",
      "import { a } from './b.ts'",
      "import { a } from '../oci/b.ts'",
      '// process.env is not read here, nor is `process`',
      "/* import { a } from '../main.ts' */",
      "const text = 'the process, process.env'",
      'const words = `a process of its own`',
      'child.process.kill()',
      'await this.#fetch(key)',
      "const pattern = /'/; const kind = 'import'",
    ]
    expect(objections({ 'push/a.ts': fine.join('\n') })).toEqual([])
    expect(objections({ 'main.ts': 'process.exitCode = 1' })).toEqual([])
  })
})
