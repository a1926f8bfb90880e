import { unescape } from './interpolate.ts'

/** A function call as a script words it. */
export interface Invocation {
  readonly name: string
  readonly arguments: ReadonlyMap<string, string | number>
}

const NAME = /^\s*([A-Za-z_][\w.]*)\s*\(/
const ARGUMENT = /^\s*([A-Za-z_]\w*)\s*:\s*(?:"((?:[^"\\]|\\[^])*)"|(-?\d+(?:\.\d+)?))\s*(,|\)\s*$)/

/**
 * Reads `name(argument: "text", other: 3)`. A quote inside a literal that 3.6 does not decode is one of its faults:
 * the backslash stays. @throws Error with what iTerm2 would say
 */
export function parseInvocation(text: string, { isLine37 }: { readonly isLine37: boolean }): Invocation {
  const head = NAME.exec(text)
  if (head?.[1] === undefined) throw new Error(`Syntax error in ${text}`)
  const found = new Map<string, string | number>()
  let rest = text.slice(head[0].length)
  if (/^\s*\)\s*$/.test(rest)) return { name: head[1], arguments: found }
  for (;;) {
    const argument = ARGUMENT.exec(rest)
    if (argument?.[1] === undefined) throw new Error(`Syntax error in ${text}`)
    const [whole, name, literal, number, end] = argument
    found.set(name, literal === undefined ? Number(number) : unescape(literal, { keepQuotes: !isLine37 }))
    if (end !== ',') return { name: head[1], arguments: found }
    rest = rest.slice(whole.length)
  }
}

/** Name and set of argument names: what iTerm2 finds a function by. */
export function signatureOf({ name, arguments: given }: Invocation): string {
  return `${name}(${[...given.keys()].toSorted().join(',')})`
}
