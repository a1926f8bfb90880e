import type { Check } from '#contract/hub-status.ts'

/** The report as text to paste into an issue: home folders and other absolute paths lose what names a person. */
export function redactReport(checks: readonly Check[]): string {
  return checks.map(check => `[${check.status}] ${check.title}: ${redact(check.detail)}`).join('\n')
}

function redact(text: string): string {
  return text.replaceAll(/\/(?:home|Users)\/[^/\s]+/g, '~').replaceAll(/\/(?:tmp|var|private)\/\S+/g, '<path>')
}
