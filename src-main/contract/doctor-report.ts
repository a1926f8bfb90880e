import type { Check } from './hub-status.ts'

/** The doctor's report as text to paste into an issue: home folders and other absolute paths lose what names a person. */
export function redactReport(checks: readonly Pick<Check, 'status' | 'title' | 'detail'>[]): string {
  return checks.map(check => `[${check.status}] ${check.title}: ${redact(check.detail)}`).join('\n')
}

function redact(text: string): string {
  return text.replaceAll(/\/(?:home|Users)\/[^/\s]+|\/root\b/g, '~').replaceAll(/\/(?:tmp|var|private)\/\S+/g, '<path>')
}
