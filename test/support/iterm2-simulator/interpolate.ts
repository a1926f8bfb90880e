const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\u0007',
  b: '\b',
  f: '\f',
  e: '\u001b',
  '/': '/',
  '\\': '\\',
  '"': '"',
}

/** Value of a variable, or undefined. */
export type Lookup = (path: string) => string | undefined

/** Backslash escapes of a string, expanded; unknown ones stay as they are. With `keepQuotes`, `\"` stays too. */
export function unescape(text: string, { keepQuotes = false } = {}): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|[^])/g, (whole, what: string) => {
    if (what.startsWith('u') && what.length === 5) return String.fromCharCode(Number.parseInt(what.slice(1), 16))
    if (what === '"' && keepQuotes) return whole
    return ESCAPES[what] ?? whole
  })
}

/** An interpolated string: `\(expression)` is evaluated, escapes are expanded. */
export function evaluate(format: string, lookup: Lookup): string {
  let result = ''
  for (let at = 0; at < format.length;) {
    if (format[at] !== '\\') {
      result += format[at++]
      continue
    }
    if (format[at + 1] === '(') {
      const end = format.indexOf(')', at)
      if (end < 0) return result + format.slice(at)
      result += lookup(format.slice(at + 2, end).trim()) ?? ''
      at = end + 1
      continue
    }
    const length = /^\\u[0-9a-fA-F]{4}/.test(format.slice(at, at + 6)) ? 6 : 2
    result += unescape(format.slice(at, at + length))
    at += length
  }
  return result
}
