import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize, sep } from 'node:path'
import { describe, expect, test } from 'vitest'

/**
 * The layers, from the bottom up. A file imports from its own part and from lower layers only: parts of the same layer
 * never import each other. A part is a folder of src/ with its subfolders, or a file directly in src/.
 */
const layers = [
  {
    parts: ['async', 'redaction', 'environment.ts', 'format-amount.ts', 'input-error.ts', 'json.ts'],
    holds: 'what knows nothing about images: waiting, secrets in text, types',
  },
  { parts: ['oci'], holds: "the specs' own words, and the port for an image to publish" },
  {
    parts: ['names', 'plan', 'disk', 'http'],
    holds: 'rules to tags and labels; what is to do and was done; files; an HTTP client that knows no registry',
  },
  {
    parts: ['registry', 'process', 'retention'],
    holds: 'the client of one registry; child processes; which tags and manifests may go',
  },
  {
    parts: ['identity', 'push', 'builder', 'intake'],
    holds: 'credentials that are not stored; an image to its targets; what makes an image; what takes it in',
  },
  {
    parts: ['credentials', 'sources', 'checks', 'attach', 'inventory'],
    holds:
      'who signs in; where an image comes from; what is found out about it, and signed, before its tags move; what a registry holds',
  },
  { parts: ['github'], holds: 'the runner and its API: inputs, event, repository, report' },
  { parts: ['steps'], holds: 'the chapters of a run, in terms of the inputs' },
  { parts: ['actions'], holds: 'one story a file, on one screen' },
  { parts: ['entry.ts'], holds: 'which action the runner started' },
] as const

/** The pure parts: no clock, no disk, no network. They use Node for hashes, and to limit regular expressions. */
const core = ['oci', 'redaction', 'names', 'plan', 'retention']
const pure = ['node:crypto', 'node:vm']
const entries = ['actions/post.ts', 'entry.ts']

/** Modules for side effects, and the parts that may use them. Types may be imported anywhere. */
const reserved: readonly { readonly use: RegExp; readonly by: readonly string[]; readonly why: string }[] = [
  { use: /^@actions\/exec$/, by: ['process/query.ts'], why: 'child processes are started in one place' },
  { use: /^@actions\/(?!exec$)/, by: ['github'], why: 'only github/ uses the toolkit of the runner' },
  {
    use: /^node:child_process$/,
    by: ['process/run.ts'],
    why: 'child processes get a scrubbed environment, and are stopped',
  },
  { use: /^undici(?:\/|$)/, by: ['http'], why: 'requests are sent in one place that guards credentials' },
  { use: /^node:tls$/, by: ['http'], why: 'certificates are handled by the HTTP client' },
  // BlockList and isIP open no sockets.
  { use: /^node:net$/, by: ['http'], why: 'only the HTTP client opens sockets' },
  { use: /^node:http$/, by: ['intake/sink/server.ts'], why: 'only the sink is an HTTP server' },
  { use: /^node:(?:https|http2|dgram|dns|cluster|worker_threads|inspector)/, by: [], why: 'these are not needed' },
  {
    use: /^node:vm$/,
    by: ['names/rules/search.ts'],
    why: 'it only puts a limit on the time that a regular expression takes',
  },
]

interface Import {
  readonly from: string
  readonly isType: boolean
}

type Sources = Readonly<Record<string, string>>

/** Code without comments and, if requested, without the contents of strings. */
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
  if (from.startsWith('(')) return [`${used}: write the path as a literal`]
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
  return isAllowed ? [] : [`${used}: it is not in a lower layer`]
}

/** Every violation of the rules in these files, one sentence each. */
function objections(sources: Sources): readonly string[] {
  return Object.entries(sources).flatMap(([file, source]) => {
    const code = bare(source, false).replaceAll(/`[^`$]*/g, '`')
    const touches = /(?<![.#\w'])(?:process|globalThis|WebSocket|fetch(?=\())(?![\w:])/.exec(code)?.[0]
    const isRaw = /\bJSON\.parse\(/.test(code) && file !== 'json.ts'
    return [
      ...(isRaw ? [`${file} reads JSON without a limit: use json.ts`] : []),
      ...(layerOf(file) < 0 ? [`${file} is in no layer`] : []),
      ...(touches && !(touches === 'process' && entries.includes(file)) ? [`${file} uses ${touches}`] : []),
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

test('every file imports only from lower layers, and only modules that its part may use', () => {
  expect(objections(sources)).toEqual([])
})

test('every part exists', () => {
  const parts = new Set(Object.keys(sources).map(partOf))
  expect(layers.flatMap((layer) => layer.parts as readonly string[]).toSorted()).toEqual([...parts].toSorted())
})

test('files are short: the median is under 80 lines, and none is over 250', () => {
  const lengths = Object.entries(sources).map(([file, source]) => ({ file, lines: source.split('\n').length - 1 }))
  const sorted = lengths.toSorted((a, b) => a.lines - b.lines)
  expect(sorted[Math.floor(sorted.length / 2)]?.lines).toBeLessThan(80)
  expect(sorted.filter(({ lines }) => lines > 250)).toEqual([])
})

/** Folders with too few or too many files, and files whose path repeats a name. */
function crowded(files: readonly string[]): readonly string[] {
  const rooms = Map.groupBy(
    files.filter((file) => file.includes('/')),
    (file) => dirname(file)
  )
  return [...rooms]
    .filter(([, held]) => held.length < 3 || held.length > 12)
    .map(([room, { length }]) => `${room}/ holds ${length} files: a folder has 3 to 12`)
}

function namedTwice(files: readonly string[]): readonly string[] {
  // The action that publishes, and the function that knows its phases.
  const known = ['publish.ts']
  return [...Map.groupBy(files, (file) => basename(file))]
    .filter(([name, places]) => places.length > 1 && !known.includes(name))
    .map(([, places]) => `${places.join(' and ')} have the same name`)
}

/** Names that two files export. A re-export does not count. */
function exportedTwice(files: Sources): readonly string[] {
  const declared =
    /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|class|const|let|interface|type|enum) (?<name>\w+)/gm
  const all = Object.entries(files).flatMap(([file, source]) =>
    [...new Set([...bare(source, true).matchAll(declared)].map(({ groups }) => groups?.name ?? ''))].map((name) => ({
      name,
      file,
    }))
  )
  return [...Map.groupBy(all, ({ name }) => name)]
    .filter(([, places]) => places.length > 1)
    .map(([name, places]) => `${name} is exported by ${places.map(({ file }) => file).join(' and ')}`)
}

/** Import cycles, direct or indirect: each once, with the path back to the file itself. */
function circles(files: Sources): readonly string[] {
  const next = new Map(
    Object.entries(files).map(([file, source]) => [
      file,
      importsOf(source)
        .filter(({ from }) => from.startsWith('.'))
        .map(({ from }) =>
          normalize(join(dirname(file), from))
            .split(sep)
            .join('/')
        ),
    ])
  )
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, way: readonly string[]) => {
    if (way.includes(file)) return void found.push([...way.slice(way.indexOf(file)), file].join(' > '))
    if (done.has(file)) return
    for (const target of next.get(file) ?? []) visit(target, [...way, file])
    done.add(file)
  }
  for (const file of next.keys()) visit(file, [])
  return found
}

test('a folder has 3 to 12 files', () => {
  expect(crowded(Object.keys(sources))).toEqual([])
})

test('no name is exported twice', () => {
  expect([...namedTwice(Object.keys(sources)), ...exportedTwice(sources)]).toEqual([])
})

test('no file imports itself indirectly', () => {
  expect(circles(sources)).toEqual([])
})

test('files are named after what they contain', () => {
  const vague = /(?:^|[-/])(?:helpers?|utils?|manager|service|common|misc|ctx|data|info)\.ts$/
  // Docker calls it `credential helper`.
  const named = Object.keys(sources).filter((file) => vague.test(file) && file !== 'credentials/helper.ts')
  expect(named).toEqual([])
})

test('ARCHITECTURE.md lists the same layers, and files that exist', () => {
  const page = readFileSync(join(import.meta.dirname, '..', 'ARCHITECTURE.md'), 'utf8')
  const rows = [...page.matchAll(/^\| (?<layer>\d) \| (?<parts>[^|]*) \|/gm)].map(({ groups }) => groups ?? {})
  const listed = rows.flatMap(({ layer, parts = '' }) =>
    [...parts.matchAll(/`([^`]+?)\/?`/g)].map(([, part]) => `${layer} ${part}`)
  )
  const expected = layers.flatMap(({ parts }, layer) => parts.map((part) => `${layer} ${part}`))
  expect(listed.toSorted()).toEqual(expected.toSorted())
  const named = [...page.matchAll(/`([a-z-]+\/[a-z/-]+\.ts)`/g)].map(([, file = '']) => file)
  expect(named.length).toBeGreaterThan(40)
  expect(named.filter((file) => !(file in sources))).toEqual([])
})

// The rules must detect violations, or they prove nothing.
describe('detects violations', () => {
  const broken: readonly (readonly [file: string, source: string, objection: string])[] = [
    ['oci/a.ts', "import { a } from '../names/b.ts'", 'oci/a.ts imports ../names/b.ts: it is not in a lower layer'],
    ['async/a.ts', "import type { A } from '../environment.ts'", 'it is not in a lower layer'],
    ['names/a.ts', "import type { A } from '../plan/b.ts'", 'it is not in a lower layer'],
    ['intake/a.ts', "export { a } from '../push/b.ts'", 'it is not in a lower layer'],
    ['http/deep/a.ts', "import {\n  a,\n  b,\n} from '../../registry/b.ts'", 'it is not in a lower layer'],
    ['builder/a.ts', "const a = await import('../push/b.ts')", 'it is not in a lower layer'],
    ['push/a.ts', "import '../steps/b.ts'", 'it is not in a lower layer'],
    ['steps/a.ts', "import { a } from '../actions/b.ts'", 'it is not in a lower layer'],
    ['actions/a.ts', "import { a } from '../entry.ts'", 'it is not in a lower layer'],
    ['push/a.ts', "import { a } from './helpers/../../stray/b.ts'", 'which is in no layer'],
    ['push/a.ts', "import { a } from './b'", "write the file's name in full"],
    ['push/a.ts', "import { a } from '../../scripts/b.ts'", 'which is in no layer'],
    ['builder/a.ts', 'const a = await import(name)', 'builder/a.ts imports (name): write the path as a literal'],
    ['stray/a.ts', '', 'stray/a.ts is in no layer'],
    ['steps/a.ts', 'export const a = process.env.HOME', 'steps/a.ts uses process'],
    ['steps/a.ts', 'const { env } = process', 'steps/a.ts uses process'],
    ['steps/a.ts', ['const a = `x $', '{process.pid}`'].join(''), 'steps/a.ts uses process'],
    ['steps/a.ts', 'globalThis.process.exit()', 'steps/a.ts uses globalThis'],
    ['actions/a.ts', 'process.exitCode = 1', 'actions/a.ts uses process'],
    ['push/a.ts', 'const a = JSON.parse(text)', 'push/a.ts reads JSON without a limit'],
    ['github/a.ts', "await fetch('https://example.com')", 'github/a.ts uses fetch'],
    ['entry.ts', "await fetch('https://example.com')", 'entry.ts uses fetch'],
    ['steps/a.ts', "import * as core from '@actions/core'", 'only github/ uses the toolkit of the runner'],
    ['github/a.ts', "import { exec } from '@actions/exec'", 'child processes are started in one place'],
    ['push/a.ts', "import { request } from 'undici'", 'requests are sent in one place'],
    ['registry/a.ts', "import { request } from 'undici'", 'requests are sent in one place'],
    [
      'intake/sink/a.ts',
      "import { request } from 'node:http'",
      'intake/sink/a.ts imports node:http: only the sink is an HTTP server',
    ],
    ['intake/a.ts', "import { type A, connect } from 'node:net'", 'only the HTTP client opens sockets'],
    ['registry/a.ts', "import { spawn } from 'node:child_process'", 'child processes get a scrubbed environment'],
    ['builder/a.ts', "import https from 'node:https'", 'these are not needed'],
    ['names/a.ts', "import { Script } from 'node:vm'", 'it only puts a limit on the time'],
    [
      'names/a.ts',
      "import { readFile } from 'node:fs/promises'",
      'names/a.ts imports node:fs/promises: the core is pure',
    ],
    ['oci/a.ts', "import type { Buffer } from 'node:buffer'", 'the core is pure'],
  ]

  test.each(broken)('%s: %j', (file, source, objection) => {
    expect(objections({ [file]: source })).toEqual([expect.stringContaining(objection)])
  })

  test('of folders, names and cycles', () => {
    const names = (count: number) => Array.from({ length: count }, (_, each) => `push/${each}.ts`)
    expect(crowded(['entry.ts', ...names(12)])).toEqual([])
    expect(crowded(names(13))).toEqual(['push/ holds 13 files: a folder has 3 to 12'])
    expect(crowded(names(2))).toEqual(['push/ holds 2 files: a folder has 3 to 12'])
    expect(namedTwice(['push/a.ts', 'oci/a.ts', 'oci/b.ts'])).toEqual(['push/a.ts and oci/a.ts have the same name'])
    const twice = { 'push/a.ts': 'export interface Reply {}', 'oci/b.ts': 'export async function Reply() {}' }
    expect(exportedTwice(twice)).toEqual(['Reply is exported by push/a.ts and oci/b.ts'])
    expect(exportedTwice({ 'a.ts': 'export const one = 1', 'b.ts': "export { one } from './a.ts'" })).toEqual([])
    const round = {
      'a.ts': "import { b } from './b.ts'",
      'b.ts': "import type { C } from './c/c.ts'",
      'c/c.ts': "export * from '../a.ts'",
    }
    expect(circles(round)).toEqual(['a.ts > b.ts > c/c.ts > a.ts'])
    expect(circles({ 'a.ts': "import { b } from './b.ts'", 'b.ts': '' })).toEqual([])
  })

  test('accepts what is allowed', () => {
    const fine = [
      "import { createHash } from 'node:crypto'",
      "import type { IncomingMessage } from 'node:http'",
      "import { type A, type B } from 'node:net'",
      "import { a } from './b.ts'",
      "import { a } from '../oci/b.ts'",
      '// process.env is not read here, nor is `process`',
      "/* import { a } from '../entry.ts' */",
      "const text = 'the process, process.env'",
      'const words = `a process of its own`',
      'child.process.kill()',
      'await this.#fetch(key)',
      "const pattern = /'/; const kind = 'import'",
    ]
    expect(objections({ 'push/a.ts': fine.join('\n') })).toEqual([])
    expect(objections({ 'entry.ts': 'process.exitCode = 1' })).toEqual([])
  })
})
