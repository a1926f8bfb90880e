// @name Compare screens
// @description Says which of the chosen sessions show the same and which differ, and in which lines.
// @category Capture
// @targets together
import { execFileSync } from 'node:child_process'

const names = process.env.COMMS_TARGET_NAMES.split('\n')
const screens = process.env.COMMS_TARGETS.split('\n').map((address, place) => {
  const { lines } = JSON.parse(execFileSync('comms', ['screen', '--json', address], { encoding: 'utf8' }))
  return { name: names[place], lines: lines.map(line => line.trimEnd()) }
})
const [first, ...others] = screens
const differing = (a, b) =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, row) => row + 1).filter(row => a[row - 1] !== b[row - 1])

for (const { name, lines } of others) {
  const rows = differing(first.lines, lines)
  console.log(
    rows.length === 0
      ? `${name}: the same as ${first.name}`
      : `${name}: differs from ${first.name} in line ${rows.join(', ')}`,
  )
}
