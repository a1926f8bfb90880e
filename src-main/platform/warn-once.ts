const seen = new Set<string>()
const toStandardError = (text: string): void => process.emitWarning(text, 'ClaudeComms')
let sink = toStandardError

/** Where warnings of this layer go until disposed: the open log. */
export function sendWarningsTo(listener: (text: string) => void): Disposable {
  sink = listener
  return {
    [Symbol.dispose]() {
      if (sink === listener) sink = toStandardError
    },
  }
}

/**
 * Says once per process that something of the machine is missing or failed and what stands in for it. What is asked
 * hundreds of times a minute must not fill the log with the same line.
 */
export function warnOnce(key: string, text: string): void {
  if (seen.has(key)) return
  seen.add(key)
  sink(text)
}
