type Value = unknown

/** The functions in GitHub expressions that the workflows use. */
const functions: Readonly<Record<string, (...args: readonly string[]) => Value>> = {
  startsWith: (text = '', start = '') => text.toLowerCase().startsWith(start.toLowerCase()),
  contains: (text = '', part = '') => text.toLowerCase().includes(part.toLowerCase()),
  format: (text = '', ...args) => text.replaceAll(/\{(\d+)\}/g, (_, index: string) => args[Number(index)] ?? ''),
  fromJSON: (text = '') => JSON.parse(text),
  always: () => true,
}

/** Evaluates an expression of a workflow to a string, for the part of GitHub's language that the workflows use. */
export function evaluate(expression: string, context: object): string {
  const tokens = expression.match(/'(?:[^']|'')*'|[\w.-]+|==|!=|&&|\|\||[!(),]/g) ?? []
  let at = 0

  function take(token: string): boolean {
    const isNext = tokens[at] === token
    if (isNext) at += 1
    return isNext
  }

  function either(): Value {
    let value = both()
    while (take('||')) {
      const other = both()
      if (!isTrue(value)) value = other
    }
    return value
  }

  function both(): Value {
    let value = compared()
    while (take('&&')) {
      const other = compared()
      if (isTrue(value)) value = other
    }
    return value
  }

  function compared(): Value {
    const value = single()
    if (take('==')) return textOf(value) === textOf(single())
    return take('!=') ? textOf(value) !== textOf(single()) : value
  }

  function single(): Value {
    if (take('!')) return !isTrue(single())
    if (take('(')) return closed(either())
    const token = tokens[at] ?? ''
    at += 1
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'")
    return take('(') ? call(token) : find(token, context)
  }

  function call(name: string): Value {
    const args = tokens[at] === ')' ? [] : [textOf(either())]
    while (take(',')) args.push(textOf(either()))
    const called = functions[name]
    if (!called) throw new Error(`The function ${name} is not known here`)
    const value = closed(called(...args))
    const path = /^\.(.+)/.exec(tokens[at] ?? '')?.[1]
    if (!path) return value
    at += 1
    return find(path, Object(value))
  }

  function closed(value: Value): Value {
    if (!take(')')) throw new Error(`A bracket is not closed, in: ${expression}`)
    return value
  }

  return textOf(either())
}

function find(path: string, context: object): Value {
  if (path === 'true' || path === 'false') return path === 'true'
  return path.split('.').reduce<Value>((value, key) => Object(value)[key], context)
}

function isTrue(value: Value): boolean {
  return value !== undefined && value !== null && value !== '' && value !== false
}

function textOf(value: Value): string {
  return value === undefined || value === null ? '' : String(value)
}
