import Handlebars from 'handlebars/dist/handlebars.js'
import { InputError } from '../input-error.ts'

const language = Handlebars.create()
language.unregisterHelper('log')

/** Tags and labels are no HTML. Nothing but own properties is reached, and silently so. */
const options = { noEscape: true } as const
const access = { allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false } as const

/** Expands a Handlebars template. Throws InputError where it is malformed or uses a name in a way it cannot be used. */
export function expandTemplate(input: string, text: string, names: object): string {
  try {
    return language.compile(text, options)(names, access)
  } catch (cause) {
    if (cause instanceof InputError) throw cause
    const [problem] = (cause as Error).message.split(/:?\n/)
    throw new InputError(input, `${problem}, in: ${text}`, { cause })
  }
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
