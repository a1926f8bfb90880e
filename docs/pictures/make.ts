// Makes the pictures of README.md anew, out of what the program really prints: node docs/pictures/make.ts
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { record } from './record.ts'
import { COMMS, PLAYERS, setPictureStage, type PictureStage } from './stage.ts'
import { drawTerminal, THEMES, type Picture, type ThemeName } from './terminal-svg.ts'

const COLUMNS = 104

/** The command as a person types it, and what came of it. */
async function show(
  stage: PictureStage,
  words: readonly string[],
  typed = words.join(' '),
): Promise<readonly string[]> {
  const options = { env: stage.env, cwd: stage.person, columns: COLUMNS }
  const { lines } = await record({ ...options, program: process.execPath, arguments: [COMMS, ...words] })
  return [`\u001B[35m$\u001B[0m \u001B[1mcomms ${typed}\u001B[0m`, ...lines]
}

function write(name: string, picture: Picture): void {
  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    writeFileSync(join(import.meta.dirname, `${name}-${theme}.svg`), drawTerminal(picture, theme))
  }
}

/** Until every agent has drawn its first screen and the hub has read it. */
async function untilAllAreRead(stage: PictureStage): Promise<void> {
  for (;;) {
    const [, json = ''] = await show(stage, ['ls', '--json'])
    const { sessions } = JSON.parse(json) as { readonly sessions: readonly { readonly state: string }[] }
    if (sessions.length === PLAYERS.length && sessions.every(({ state }) => state !== 'unknown')) return
  }
}

using stage = setPictureStage()
await untilAllAreRead(stage)

const text = 'rebase on main and run the tests'
const targets = ['api', 'web', 'docs', 'deploy']
const list = await show(stage, ['ls'])
const sent = await show(
  stage,
  ['send', ...targets, '--wait', 'confirmed', '--timeout', '2s', '--', text],
  `send ${targets.join(' ')} -- "${text}" --wait confirmed`,
)
write('overview', {
  title: 'comms',
  description: 'comms ls lists six sessions with their states; comms send tells for each whether it took the message',
  lines: [...list, '', ...sent],
  columns: COLUMNS,
})

const note = await show(stage, ['send', 'web', 'tests', '--wait', 'confirmed', '--timeout', '2s', '--', 'pull, please'])
const id = /[0-9a-f]{8}-[0-9a-f-]{27}/u.exec(note.join('\n'))?.[0] ?? ''
write('receipts', {
  title: 'comms receipts',
  description: 'comms receipts shows every step of each delivery with its time, its source and the evidence',
  lines: await show(stage, ['receipts', id]),
  columns: COLUMNS,
})
