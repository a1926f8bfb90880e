import { startSimulator } from '../support/iterm2-simulator/simulator.ts'

/** A simulated iTerm2 with many sessions that are nothing but names: `iterm2-crowd.ts <sessions> <busy>`. */
const [sessions = 0, busy = 0] = process.argv.slice(2).map(Number)
const TABS = 10

await using simulator = await startSimulator()
for (let opened = 0; opened < sessions; opened += TABS) {
  const window = simulator.app.openWindow()
  for (let tab = 0; tab < TABS; tab++) await simulator.app.openTab(window, { hollow: true })
}
const seen = simulator.app.windows.flatMap(({ selected }) => (selected === undefined ? [] : [selected.active]))
let flood: NodeJS.Timeout | undefined

const stop = Promise.withResolvers<void>()
process.on('message', message => {
  if (message === 'cookie') process.send?.(simulator.cookies.issue())
  // Twice as often as a screen is redrawn: the simulator itself keeps to 60 a second.
  else if (message === 'flood') flood = setInterval(() => seen.slice(0, busy).forEach(simulator.redraw), 8)
  else if (message === 'calm') clearInterval(flood)
  else stop.resolve()
})
process.once('disconnect', () => stop.resolve())
process.send?.(simulator.home)
await stop.promise
clearInterval(flood)
process.disconnect?.()
