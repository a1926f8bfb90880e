import { arrive } from './lib/arrive.ts'
import { applyTheme } from './lib/theme.ts'
import './styles/base.css'

/**
 * What stands in the page's own file is drawn in the right theme before the program is read: that takes its time, and a
 * window must not stay empty meanwhile. A hidden page draws nothing, and is not waited for.
 */
applyTheme()
const arrival = arrive()
// Told by the program, once it is here.
arrival.catch(() => undefined)
if (document.hidden) start()
else requestAnimationFrame(() => setTimeout(start))

function start(): void {
  void import('./start.tsx').then(program => program.start(arrival))
}
