import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { loadProfiles } from '#terminals/profiles/load-profiles.ts'
import { readScreen } from '#terminals/screen/read-screen.ts'
import { composerHolds, countAbove } from '#terminals/screen/compare.ts'
import { listFixtures, readFixture } from '../fixtures/screens/read-fixture.ts'

const folder = fileURLToPath(new URL('../../resources/agents', import.meta.url))
const claude = loadProfiles([folder]).profiles.find(profile => profile.id === 'claude')
if (claude === undefined) throw new Error('no claude profile')

const LONG =
  'fix the   flaky test in 世界 and then wrap this line because it is longer than the one hundred and twenty columns that this pane has, twice over, so that we see'

/** Fixture, state, detail, and what stands in the composer (`empty`, `absent`, or its text). */
const READINGS: readonly (readonly [string, string, string, string])[] = [
  ['after-collapsed-paste', 'idle', '', 'empty'],
  ['agents-view', 'unknown', 'agents-view', 'absent'],
  ['bash-mode', 'idle', 'draft', '!ls'],
  ['busy', 'working', 'interrupt', 'empty'],
  ['busy-draft', 'working', 'spinner', 'a queued thought'],
  ['classic-busy', 'working', 'interrupt', 'empty'],
  ['classic-idle', 'idle', '', 'empty'],
  ['classic-permission', 'blocked', 'permission', 'absent'],
  ['classic-transcript', 'unknown', 'transcript-view', 'absent'],
  ['draft-long', 'idle', 'draft', LONG.replace('columns that', 'columns\nthat')],
  ['draft-short', 'idle', 'draft', `${LONG.slice(0, LONG.indexOf(' that this'))}\nshort draft`],
  ['draft-two-lines', 'idle', 'draft', 'two\nlines'],
  ['error', 'error', 'api-error', 'empty'],
  ['history-search', 'blocked', 'dialog', 'absent'],
  ['idle-after-turn', 'idle', '', 'empty'],
  ['idle-fresh', 'idle', '', 'empty'],
  ['idle-narrow', 'idle', '', 'empty'],
  ['interrupted', 'idle', '', 'empty'],
  ['limit', 'error', 'usage-limit', 'empty'],
  ['limit-dialog', 'blocked', 'usage-limit', 'absent'],
  ['limit-waiting', 'working', 'usage-limit', 'empty'],
  ['model-picker', 'blocked', 'dialog', 'absent'],
  ['multi-line-turn', 'idle', '', 'empty'],
  ['paste-collapsed', 'idle', 'draft', '[Pasted text #1 +11 lines]'],
  ['paste-short', 'idle', 'draft', '[Pasted text #2 +3 lines]'],
  ['permission', 'blocked', 'permission', 'absent'],
  ['permission-narrow', 'blocked', 'permission', 'absent'],
  ['permission-no', 'blocked', 'permission', 'absent'],
  ['plan-mode', 'idle', '', 'empty'],
  ['question', 'blocked', 'question', 'absent'],
  ['queued', 'working', 'interrupt', 'empty'],
  ['shortcuts', 'idle', '', 'empty'],
  ['slash-menu', 'idle', 'draft', '/comp'],
  ['stashed', 'error', 'api-error', 'empty'],
  ['transcript-viewer', 'unknown', 'transcript-view', 'absent'],
  ['trust', 'blocked', 'trust', 'absent'],
]

it.each(READINGS)('reads the real Claude Code screen "%s" as %s %s', (name, state, detail, composer) => {
  const { screen, title } = readFixture(`claude-${name}`)

  const reading = readScreen(claude, screen, title)

  expect({ state: reading.state, detail: reading.detail, composer: wordOf(reading.composer) }).toEqual({
    state,
    detail,
    composer,
  })
  expect(reading.evidence).not.toBe('')
})

it('has a reading for every captured screen', () => {
  const named = READINGS.map(([name]) => `claude-${name}`).sort()

  expect(listFixtures().filter(name => name.startsWith('claude-'))).toEqual(named)
})

it('knows its own text again in a real wrapped composer, and not a changed one', () => {
  const { composer } = readFixtureReading('draft-long')

  expect(composerHolds(composer, LONG)).toBe(true)
  expect(composerHolds(composer, LONG.replace('   flaky', ' flaky'))).toBe(false)
  expect(composerHolds(composer, `${LONG}.`)).toBe(false)
  expect(composerHolds(composer, LONG.slice(0, -1))).toBe(false)
})

it('finds a submitted text once above the composer, not in the answer that repeats it', () => {
  expect(countAbove(readFixtureReading('multi-line-turn').above, 'two\nlines')).toBe(1)
  expect(countAbove(readFixtureReading('queued').above, 'a queued thought')).toBe(1)
  expect(countAbove(readFixtureReading('queued').above, 'queued thought')).toBe(0)
  expect(countAbove(readFixtureReading('draft-two-lines').above, 'two\nlines')).toBe(0)
})

it('tells a question apart from a composer although it has the same mark between the same rules', () => {
  const { screen, title } = readFixture('claude-question')

  const withoutRules = readScreen({ ...claude, states: [] }, screen, title)

  expect(withoutRules.composer).toEqual({ kind: 'absent' })
  expect(withoutRules.state).toBe('unknown')
})

function readFixtureReading(name: string) {
  const { screen, title } = readFixture(`claude-${name}`)
  return readScreen(claude as NonNullable<typeof claude>, screen, title)
}

function wordOf(composer: ReturnType<typeof readScreen>['composer']): string {
  return composer.kind === 'text' || composer.kind === 'collapsed' ? composer.text : composer.kind
}
