import { describe, expect, it } from 'vitest'
import type { Group } from '#contract/group.ts'
import type { Schedule } from '#contract/schedule.ts'
import { findNextDue } from '../../src-renderer/features/popover/find-next-due.ts'
import { findQuickGroup } from '../../src-renderer/features/popover/quick-group.ts'

const GROUPS: Readonly<Record<string, Group>> = {
  api: { kind: 'fixed', name: 'api', members: [], createdAt: '2026-11-28T08:00:00.000Z' },
  free: { kind: 'live', name: 'free', filter: 'is:idle', createdAt: '2026-11-28T08:00:00.000Z' },
}

describe('the line of the popover', () => {
  it('goes to the group that was chosen for it, else to the one written to last', () => {
    expect(findQuickGroup('@free', '@api', GROUPS)).toBe('@free')
    expect(findQuickGroup(null, '@api', GROUPS)).toBe('@api')
    expect(findQuickGroup(null, '@all', {})).toBe('@all')
  })

  it('never goes to a group that is gone, nor to one that nobody chose', () => {
    expect(findQuickGroup('@gone', '@api', GROUPS)).toBe('@api')
    expect(findQuickGroup('@gone', '@gone-too', GROUPS)).toBe(null)
    expect(findQuickGroup(null, null, GROUPS)).toBe(null)
  })
})

it('tells the schedule that is due first, and none that is paused or waits for an event', () => {
  const schedule = (name: string, nextAt: string | null, state: Schedule['state'] = 'active') =>
    ({ name, nextAt, state }) as Schedule
  const paused = schedule('paused', '2026-11-28T09:00:00.000Z', 'paused')
  const event = schedule('event', null)
  const night = schedule('night', '2026-11-28T21:00:00.000Z')
  const noon = schedule('noon', '2026-11-28T12:00:00.000Z')

  expect(findNextDue([paused, night, event, noon])).toBe(noon)
  expect(findNextDue([paused, event])).toBeUndefined()
})
