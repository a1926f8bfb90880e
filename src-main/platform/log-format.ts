/** One line of the log as a person reads it in the foreground: time, level, text, and the facts behind it. */
export function formatForPerson(line: string): string {
  const { time, level, msg, pid: _pid, ...facts } = JSON.parse(line) as Record<string, unknown>
  const rest = Object.entries(facts).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  const parts = [String(time).slice(11, 23), String(level).padEnd(5), JSON.stringify(msg ?? '').slice(1, -1), ...rest]
  return `${escapeControls(parts.join(' '))}\n`
}

/** Everything that would steer a terminal or fake another line, as `\uXXXX`. Inside JSON strings it means the same. */
export function escapeControls(text: string): string {
  return text.replace(
    // C0 and C1 controls, line and paragraph separators, marks that turn the direction of writing.
    /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    found => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
