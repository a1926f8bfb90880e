import { beforeEach, expect, it } from 'vitest'
import { Settings } from '#contract/settings.ts'
import type { TerminalChange, TerminalInfo } from '#domain/ports.ts'
import { keepScreens, type ScreenMemory } from '#hub/screen-memory.ts'
import { terminal } from '../domain/gate-facts.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'

const MINUTE = 60_000

let clock: FakeClock
let settings: Settings
let change: (change: TerminalChange) => void
let tellSettings: () => void
let screens: ScreenMemory

beforeEach(() => {
  clock = createFakeClock()
  settings = Settings.parse({})
  const nothing = { [Symbol.dispose]: () => {} }
  screens = keepScreens(
    {
      clock,
      settings: {
        get current() {
          return settings
        },
      },
      terminals: { onChange: (listener: typeof change) => ((change = listener), nothing) },
      announcer: {
        subscribe: (listener: (event: { type: string }) => void) => {
          tellSettings = () => listener({ type: 'settings.changed' })
          return nothing
        },
      },
    } as unknown as Parameters<typeof keepScreens>[0],
    20_000,
  )
})

function show(address: string, text: string, more: Partial<TerminalInfo> = {}): void {
  const lines = [text]
  const screen = { lines, bright: lines, cursor: { column: 0, row: 0 }, alternate: false }
  screens.note({ terminal: { ...terminal, address, ...more }, screen })
}

const shownBy = (address: string) => screens.momentsOf(address).map(({ screen }) => screen.lines[0])

it('forgets what is older than the settings say, also of a session that writes nothing more', async () => {
  show('tmux:default/%1', 'first')
  await clock.advance(2 * MINUTE)
  show('tmux:default/%1', 'second')

  await clock.advance(7 * MINUTE)
  expect(shownBy('tmux:default/%1')).toEqual(['first', 'second'])
  await clock.advance(3 * MINUTE)
  expect(shownBy('tmux:default/%1')).toEqual(['second'])
})

it('keeps nothing while it is off, and forgets everything the moment it is switched off', () => {
  show('tmux:default/%1', 'shown')
  settings = { ...settings, rewindMinutes: 0 }
  tellSettings()
  settings = { ...settings, rewindMinutes: 10 }
  expect(shownBy('tmux:default/%1')).toEqual([])

  settings = { ...settings, rewindMinutes: 0 }
  show('tmux:default/%1', 'shown while it is off')
  settings = { ...settings, rewindMinutes: 10 }
  expect(shownBy('tmux:default/%1')).toEqual([])
})

it('stays below its limit: whoever wrote most loses its oldest first', async () => {
  show('tmux:default/%1', 'quiet')
  for (let turn = 0; turn < 40; turn++) {
    await clock.advance(2_000)
    show('tmux:default/%2', `${turn} ${'x'.repeat(1_000)}`)
  }

  expect(shownBy('tmux:default/%1')).toEqual(['quiet'])
  const kept = shownBy('tmux:default/%2')
  expect(kept.length).toBeLessThan(20)
  expect(kept.at(-1)).toMatch(/^39 /)
})

it('keeps nothing of a session that has ended, or has no screen', () => {
  show('tmux:default/%1', 'shown')
  show('claude:abc', '', { screenless: true })

  change({ kind: 'ended', address: 'tmux:default/%1' })

  expect(shownBy('tmux:default/%1')).toEqual([])
  expect(shownBy('claude:abc')).toEqual([])
})
