// @name Roster
// @description Lists every session with its state, folder and branch, as a table for a document.
// @category Session targeting
// @param format choice(markdown|csv)=markdown
import { execFileSync } from 'node:child_process'

const [format] = process.argv.slice(2)
const { sessions } = JSON.parse(execFileSync('comms', ['ls', '--json'], { encoding: 'utf8', maxBuffer: 64e6 }))
const rows = [
  ['name', 'state', 'kind', 'folder', 'branch'],
  ...sessions.map(({ name, state, kind, cwd, branch }) => [name, state, kind, cwd, branch ?? '']),
]

/** A cell that begins like a formula is text all the same. */
const csvCell = text => `"${text.replace(/^[=+@-]/, "'$&").replaceAll('"', '""')}"`
const line = {
  csv: cells => cells.map(csvCell).join(','),
  markdown: cells => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`,
}[format]

const [head, ...body] = rows.map(line)
const rule = format === 'markdown' ? [`|${' --- |'.repeat(rows[0].length)}`] : []
console.log([head, ...rule, ...body].join('\n'))
