import Handlebars from 'handlebars/dist/handlebars.js'
import { InputError } from '../../input-error.ts'

const language = Handlebars.create()
// The built-in helper writes to the console, bypassing the log.
language.registerHelper('log', () => '')

/** Tags and labels are not HTML. Only own properties can be read; anything else is silently empty. */
const options = { noEscape: true } as const
const access = { allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false } as const

/** A pattern is expanded for every existing version, but compiled only once. */
const compiled = new Map<string, ReturnType<typeof language.compile>>()

function compile(text: string) {
  const template = compiled.get(text) ?? language.compile(text, options)
  compiled.set(text, template)
  return template
}

/** Expands a Handlebars template. Throws InputError if it is malformed or misuses a variable. */
export function expandTemplate(input: string, text: string, names: object): string {
  try {
    return compile(text)(names, access)
  } catch (cause) {
    if (cause instanceof InputError) throw cause
    throw new InputError(input, `${problemIn(cause as Error)}, in: ${text}`, { cause })
  }
}

/** A TypeError comes from the code that a template compiles to, so its message would mean nothing to users. */
function problemIn(error: Error): string {
  if (error instanceof TypeError) return 'An expression uses a variable incorrectly'
  const [problem = ''] = error.message.split(/:?\n/)
  return problem.startsWith('Parse error') ? `${problem} (to write literal braces, use \\{{)` : problem
}

/** Whether a pattern is just `{{raw}}`, in any spelling. */
export function isRaw(pattern: string): boolean {
  try {
    const [statement, ...others] = language.parseWithoutProcessing(pattern).body
    return others.length === 0 && statement?.type === 'MustacheStatement' && namesRaw(statement)
  } catch {
    return false
  }
}

function namesRaw(statement: hbs.AST.Statement): boolean {
  const { path } = statement as hbs.AST.MustacheStatement
  return 'parts' in path && path.parts.length === 1 && path.parts[0] === 'raw'
}
