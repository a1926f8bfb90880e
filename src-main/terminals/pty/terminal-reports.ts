const ESCAPE = '\u001b'
const BELL = '\u0007'

/**
 * What a terminal sends by itself, behind an escape character: the focus; where the cursor is (in the first row it reads
 * like a function key, and counts as one); what kind of terminal it is; modes, keyboard and sizes; and in control
 * strings colours, titles and names.
 */
const REPORTS = [
  '\\[[IO]',
  '\\[\\??(?!1;)\\d+;\\d+(?:;\\d+)?R',
  '\\[[?>=][\\d;]*[cnu]',
  '\\[\\??[\\d;]+\\$y',
  '\\[\\?[\\d;]+S',
  '\\[(?:[468];\\d+;\\d+t|\\d+n)',
  `[\\]P_][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\\\)`,
].map(report => new RegExp(ESCAPE + report, 'g'))

/** Reports are never longer than this; what is longer is a paste, in bytes. */
const LONGEST_REPORTS = 4 * 1024

/** Whether somebody is at the keys. What is not known for a report counts as a key. */
export function hasKeys(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false
  if (bytes[0] !== 0x1b || bytes.length > LONGEST_REPORTS) return true
  const text = Buffer.from(bytes).toString('latin1')
  return REPORTS.reduce((rest, report) => rest.replaceAll(report, ''), text) !== ''
}
