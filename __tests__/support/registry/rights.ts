import type { Call } from './call.ts'

/** `repository:<name>:<action>`: one right, in the format of a scope. */
export type Right = string

/** One right for each action of a scope, `type:name:action,action`. */
export function rightsOf(call: Call, scope: string): readonly Right[] {
  const match = /^(?<type>[a-z]+(?:\([a-z]+\))?):(?<name>.+):(?<actions>[a-z*]+(?:,[a-z*]+)*)$/.exec(scope)
  if (!match?.groups) {
    call.object(`asks for a scope that breaks the grammar: '${scope}'`)
    return []
  }
  const { type, name, actions = '' } = match.groups
  return actions.split(',').map((action) => `${type}:${name}:${action}`)
}
