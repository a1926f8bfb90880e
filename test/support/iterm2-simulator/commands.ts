import { openSample } from './sample.ts'
import type { Simulator } from './simulator.ts'

interface Command {
  readonly words: string
  readonly help: string
  run(simulator: Simulator): void | string | Promise<void | string>
}

/** What can be typed while it runs. */
export const COMMANDS: readonly Command[] = [
  { words: 'ls', help: 'windows, tabs and sessions', run: ({ app }) => describe(app) },
  { words: 'api off', help: 'switch the API off; the socket stays behind', run: simulator => simulator.apiOff() },
  { words: 'api on', help: 'and on again', run: simulator => simulator.apiOn() },
  {
    words: 'refuse',
    help: 'Apple events are refused (-1743)',
    run: simulator => simulator.set({ automation: 'refused' }),
  },
  { words: 'grant', help: 'and allowed', run: simulator => simulator.set({ automation: 'granted' }) },
  {
    words: 'modal on',
    help: 'a dialog is open: nothing is answered',
    run: simulator => simulator.set({ modal: true }),
  },
  { words: 'modal off', help: 'the dialog is closed', run: simulator => simulator.set({ modal: false }) },
  { words: 'drop', help: 'cut every connection', run: simulator => simulator.dropAll() },
  { words: 'background', help: 'another program is in front', run: simulator => simulator.set({ isActive: false }) },
  { words: 'front', help: 'iTerm2 is in front', run: simulator => simulator.set({ isActive: true }) },
  {
    words: 'steal',
    help: 'another program takes the focus when a script looks',
    run: simulator => simulator.set({ focusIsStolen: true }),
  },
  { words: 'no btt', help: 'BetterTouchTool is not there', run: simulator => simulator.set({ betterTouchTool: null }) },
  { words: 'secure', help: 'Secure Input is on', run: simulator => simulator.set({ secureInput: true }) },
  {
    words: 'restart',
    help: 'iTerm2 ends and starts: every id and cookie is void',
    async run(simulator) {
      await simulator.restart()
      await openSample(simulator.app, { shells: false })
    },
  },
]

/** Does what a line says, and says what came of it. */
export async function runCommand(simulator: Simulator, line: string): Promise<string> {
  const command = COMMANDS.find(({ words }) => words === line)
  if (command === undefined) return `not known: ${line}`
  return (await command.run(simulator)) ?? 'done'
}

function describe({ windows, buried }: Simulator['app']): string {
  const lines = windows.flatMap(window => [
    `window ${window.number + 1} ${window.id}`,
    ...window.tabs.flatMap(tab => [`  tab ${tab.id} "${tab.titleOverride ?? tab.active.autoName}" ${tab.active.id}`]),
  ])
  return [...lines, ...buried.map(session => `buried ${session.id}`)].join('\n')
}
