/**
 * What a terminal sends by itself: answers to what the program asked (cursor, kind, modes, colours, titles), and that
 * the window came to the front or left it. Without a key of a person in it.
 */
const REPORTS = [
  // Focus; cursor position (in the first row it reads like a function key, and counts as one); device attributes; modes,
  // keyboard and sizes.
  /\u001b\[[IO]/g,
  /\u001b\[\??(?!1;)\d+;\d+(?:;\d+)?R/g,
  /\u001b\[[?>=][\d;]*[cnu]/g,
  /\u001b\[\??[\d;]+\$y/g,
  /\u001b\[\?[\d;]+S/g,
  /\u001b\[(?:[468];\d+;\d+t|\d+n)/g,
  // Operating system and device control strings, as xterm and the kitty keyboard answer.
  /\u001b[\]P_][^\u0007\u001b]*(?:\u0007|\u001b\\)/g,
]

/** Reports are never longer than this; what is longer is a paste, in bytes. */
const LONGEST_REPORTS = 4 * 1024

/** Whether somebody is at the keys. What is not known for a report counts as a key. */
export function hasKeys(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false
  if (bytes[0] !== 0x1b || bytes.length > LONGEST_REPORTS) return true
  const text = Buffer.from(bytes).toString('latin1')
  return REPORTS.reduce((rest, report) => rest.replaceAll(report, ''), text) !== ''
}
