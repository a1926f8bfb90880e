import { expect, it } from 'vitest'
import { HubError } from '#contract/errors.ts'
import type { Machine, TerminalBackend, TerminalLook } from '#domain/ports.ts'
import { createPresence } from '#hub/presence.ts'
import { Roster } from '#hub/roster.ts'
import { createTerminals } from '#hub/terminals.ts'
import { createSystemClock } from '#platform/clock.ts'
import { terminal } from '../domain/gate-facts.ts'
import { eventually } from '../platform/eventually.ts'

it('looks again at a session whose first look failed, though its terminal has nothing more to tell', async () => {
  let failures = 2
  const screen = { lines: [''], bright: [''], cursor: { column: 0, row: 0 }, alternate: false }
  const look = (): Promise<TerminalLook> =>
    failures-- > 0
      ? Promise.reject(new HubError('terminal', 'it does not answer'))
      : Promise.resolve({ terminal, screen })
  const backend = {
    kind: 'tmux',
    start: () => Promise.resolve(),
    list: () => [terminal],
    onChange: () => ({ [Symbol.dispose]: () => undefined }),
    look,
  } as unknown as TerminalBackend
  const machine = { foreground: () => Promise.resolve(undefined), ttyMode: () => undefined } as unknown as Machine
  const roster = new Roster()
  const bugs: unknown[] = []
  const presence = createPresence({
    clock: createSystemClock(),
    machine,
    profiles: () => [],
    terminals: createTerminals([backend]),
    roster,
    announce: () => undefined,
    onSeen: () => undefined,
    submitWayOf: () => ({ way: 'auto', from: 'usual' }),
    onBug: error => bugs.push(error),
  })

  await presence.start()
  const before = roster.sessions().length
  await eventually(
    () => roster.sessions(),
    sessions => sessions.length === 1,
  )
  await presence.close()

  expect([before, bugs]).toEqual([0, []])
})
