import { beforeEach, expect, it } from 'vitest'
import type { HubEventBody } from '#contract/events.ts'
import type { TerminalBackend, TerminalChange, TerminalInfo, TerminalLook } from '#domain/ports.ts'
import { createPresence } from '#hub/presence.ts'
import { Roster } from '#hub/roster.ts'
import { terminal } from '../domain/gate-facts.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const ADDRESS = 'tmux:default/%1'

let looks: PromiseWithResolvers<TerminalLook>[]
let listed: TerminalInfo[]
let roster: Roster
let said: HubEventBody[]
let change: (change: TerminalChange) => void
let presence: ReturnType<typeof createPresence>

beforeEach(async () => {
  looks = []
  listed = []
  said = []
  roster = new Roster()
  const backend = {
    look() {
      const asked = Promise.withResolvers<TerminalLook>()
      looks.push(asked)
      return asked.promise
    },
  } as unknown as TerminalBackend
  presence = createPresence({
    clock: createFakeClock(),
    machine: {
      foreground: async () => undefined,
      foregrounds: async () => new Map(),
      process: async () => undefined,
      ttyMode: () => undefined,
    },
    profiles: () => [],
    roster,
    terminals: {
      kinds: ['tmux'],
      list: () => listed,
      backendOf: () => backend,
      onChange(listener) {
        change = listener
        return { [Symbol.dispose]: () => {} }
      },
      start: async () => {},
      [Symbol.asyncDispose]: async () => {},
    },
    announce: event => void said.push(event),
    onSeen: () => {},
    submitWayOf: () => ({ way: 'auto', from: 'usual' }),
    onBug: error => {
      throw error
    },
  })
  await presence.start()
  listed = [titled('')]
})

function titled(title: string): TerminalInfo {
  return {
    ...terminal,
    address: ADDRESS,
    rootPid: 2,
    title,
    location: { window: 'w', tab: '0', pane: '0' },
    suggestedName: 'w',
    bracketedPaste: null,
    activity: '',
    activityGrainMs: 1_000,
  }
}

const look = (title: string): TerminalLook => ({
  terminal: titled(title),
  screen: { lines: [], bright: [], cursor: { column: 0, row: 0 }, alternate: false },
})

/** Lets everything that can go on do so. */
const settle = () => new Promise(resolve => setImmediate(resolve))

it('keeps what the later look saw, also when the earlier one takes longer', async () => {
  const first = presence.read(ADDRESS)
  const second = presence.read(ADDRESS)
  await settle()
  // Whichever looks are under way by now: the last one asked for answers first.
  looks[1]?.resolve(look('new'))
  await settle()
  looks[0]?.resolve(look('old'))
  await settle()
  looks[1]?.resolve(look('new'))
  await Promise.all([first, second])

  expect(roster.find(ADDRESS)?.session.title).toBe('new')
})

it('does not bring back a session that closed while it was looked at', async () => {
  const reading = presence.read(ADDRESS)
  await settle()
  listed = []
  change({ kind: 'ended', address: ADDRESS })
  looks[0]?.resolve(look('ghost'))

  expect(await reading).toBeUndefined()
  expect(roster.sessions()).toEqual([])
  expect(said).toEqual([])
})

it('goes on looking after a look that failed', async () => {
  const broken = presence.read(ADDRESS)
  const next = presence.read(ADDRESS)
  await settle()
  looks[0]?.reject(new Error('a bug'))
  await expect(broken).rejects.toThrow('a bug')
  await settle()
  looks[1]?.resolve(look('fine'))

  expect((await next)?.session.title).toBe('fine')
})
