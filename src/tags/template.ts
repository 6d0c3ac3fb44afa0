import Handlebars from 'handlebars/dist/handlebars.js'
import { InputError } from '../input-error.ts'

const language = Handlebars.create()
// It would write to the console, past the log.
language.registerHelper('log', () => '')

/** Tags and labels are no HTML. Nothing but own properties is reached, and silently so. */
const options = { noEscape: true } as const
const access = { allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false } as const

/** A pattern is expanded for every version that exists, but compiled once. */
const compiled = new Map<string, ReturnType<typeof language.compile>>()

function compile(text: string) {
  const template = compiled.get(text) ?? language.compile(text, options)
  compiled.set(text, template)
  return template
}

/** Expands a Handlebars template. Throws InputError where it is malformed or uses a name in a way it cannot be used. */
export function expandTemplate(input: string, text: string, names: object): string {
  try {
    return compile(text)(names, access)
  } catch (cause) {
    if (cause instanceof InputError) throw cause
    throw new InputError(input, `${problemIn(cause as Error)}, in: ${text}`, { cause })
  }
}

/** A TypeError is thrown by the code that a template compiles to, which nobody has written. */
function problemIn(error: Error): string {
  if (error instanceof TypeError) return 'An expression uses a name in a way that does not work'
  const [problem = ''] = error.message.split(/:?\n/)
  return problem.startsWith('Parse error') ? `${problem} (braces that are text are written as \\{{)` : problem
}

/** Whether a pattern is nothing but `{{raw}}`, in any of its spellings. */
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
