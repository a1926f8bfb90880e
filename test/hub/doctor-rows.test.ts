import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeRows, readPage, sectionOf } from '../docs/page.ts'
import { startSimulator, type Simulator } from '../support/iterm2-simulator/simulator.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { eventually } from '../platform/eventually.ts'

/** Everything a new user can stumble over, and the checks that see it. */
const TABLE: readonly { readonly about: string; readonly checks: readonly string[] }[] = [
  { about: 'macOS, app signature', checks: ['signature'] },
  { about: 'iTerm2 present, version', checks: ['iterm2'] },
  { about: 'Python API on', checks: ['iterm2-api'] },
  { about: 'Automation to iTerm2', checks: ['automation'] },
  { about: 'Cookie granted', checks: ['iterm2-cookie'] },
  { about: "iTerm2's library", checks: ['iterm2-python'] },
  { about: 'tmux', checks: ['tmux'] },
  { about: 'Claude Code', checks: ['claude', 'claude-inbox'] },
  { about: 'Hooks', checks: ['claude-hooks'] },
  { about: 'BetterTouchTool', checks: ['bettertouchtool'] },
  { about: 'Notifications', checks: ['notifications'] },
  { about: 'Background service', checks: ['service', 'sockets', 'node'] },
  { about: 'Disk, database', checks: ['disk', 'database', 'backup', 'audit', 'folder'] },
  { about: 'Clock and zone', checks: ['clock'] },
  { about: 'what is seen, and whether it is understood', checks: ['sessions', 'profiles'] },
]

let simulator: Simulator
let hub: TempHub
beforeAll(async () => {
  simulator = await startSimulator()
  await simulator.app.openTab(simulator.app.openWindow(), { hollow: true })
  const PATH = `${simulator.bin}:${process.env['PATH'] ?? ''}`
  hub = await startTempHub({ env: { HOME: simulator.home, PATH } })
})
afterAll(async () => {
  await hub[Symbol.asyncDispose]()
  await simulator[Symbol.asyncDispose]()
})

const examine = async () => (await hub.client.hub.doctor()).checks
/** Waits until a script has run and ended with this code. */
const scripted = (action: string, code: number) =>
  eventually(
    () => simulator.standIn.runs,
    runs => runs.some(run => run.action === action && run.code === code),
  )
const find = async (id: string) => (await examine()).find(check => check.id === id)

it('looks at everything of the table, once, and every check that wants something says what to do', async () => {
  const checks = await examine()

  expect(checks.map(({ id }) => id).toSorted()).toEqual(TABLE.flatMap(row => row.checks).toSorted())
  expect(checks.filter(({ status, fix }) => status === 'action' && fix === '')).toEqual([])
  const rows = codeRows(sectionOf(readPage('docs/guide/troubleshooting.md'), 'What the doctor looks at'))
  expect(rows.map(([id = '']) => id).toSorted()).toEqual(checks.map(({ id }) => id).toSorted())
})

describe('the way to iTerm2', () => {
  it('is all right while it is connected', async () => {
    const ids = ['iterm2', 'iterm2-api', 'automation', 'iterm2-cookie']
    const checks = await eventually(examine, found =>
      found.some(({ id, status }) => id === 'iterm2-api' && status === 'ok'),
    )

    expect(checks.filter(({ id }) => ids.includes(id)).map(({ status }) => status)).toEqual(Array(4).fill('ok'))
  })

  it('asks for the API where sessions are seen and cannot be typed into', async () => {
    simulator.apiOff()
    await scripted('session-facts', 0)

    const check = await eventually(
      () => find('iterm2-api'),
      found => found?.status === 'action',
    )

    expect(check).toMatchObject({ detail: /1 session seen/, fix: /Enable Python API/, canMend: true })
    await simulator.apiOn()
  })

  it('names the permission that macOS refuses, and connects when asked again', async () => {
    simulator.set({ automation: 'refused' })
    simulator.dropAll()
    await scripted('request-cookie', 1)
    const refused = await eventually(
      () => find('iterm2-cookie'),
      found => found?.status === 'action',
    )
    simulator.set({ automation: 'granted' })

    const { done } = await hub.client.hub.mend({ check: 'iterm2-cookie' })
    await eventually(
      () => simulator.connections(),
      found => found === 1,
    )

    expect(refused).toMatchObject({ fix: /Automation/ })
    expect(done).toContain('asked again')
    await eventually(
      () => find('iterm2-cookie'),
      found => found?.status === 'ok',
    )
  })
})

it('makes a backup of the database when asked, and knows how old it is', async () => {
  expect(await find('backup')).toMatchObject({ status: 'optional', detail: /none yet/ })

  const { done, check } = await hub.client.hub.mend({ check: 'backup' })

  expect(done).toContain('comms.db.backup-')
  expect(check).toMatchObject({ status: 'ok', detail: /0 days old/ })
})

it('sends a notification to see whether it comes', async () => {
  expect(await find('notifications')).toMatchObject({ status: 'unknown' })

  await hub.client.hub.mend({ check: 'notifications' })

  expect(simulator.standIn.runs.at(-1)?.action).toBe('notify')
})
