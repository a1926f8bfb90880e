const seen = new Set<string>()
let sink = (text: string): void => process.emitWarning(text, 'ClaudeComms')

/** Where warnings of the machine layer go from now on; the hub points them at its log. */
export function sendWarningsTo(listener: (text: string) => void): void {
  sink = listener
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
