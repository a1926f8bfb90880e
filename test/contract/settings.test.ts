import { expect, it } from 'vitest'
import { Settings, SettingsChange } from '#contract/settings.ts'
import { PageFrame } from '#contract/shell.ts'

it('takes a change of one setting without touching the others', () => {
  const change = { keepEvents: 5_000 }

  expect(SettingsChange.parse(change)).toEqual(change)
  expect(Object.keys(SettingsChange.shape).toSorted()).toEqual(Object.keys(Settings.shape).toSorted())
})

it('takes a change of one preference of the app without touching the others', () => {
  const frame = { kind: 'set_preferences', values: { theme: 'dark' } }

  expect(PageFrame.parse(frame)).toEqual(frame)
})
