import { expect, it } from 'vitest'
import type { NoticeCause } from '#contract/attention.ts'
import { isTold, levelOf } from '#domain/notice-level.ts'
import { startAttentionHub } from '../support/attention-hub.ts'

const HOUR = 3_600_000
/** 2026-11-28, a Saturday. */
const NOON = Date.UTC(2026, 10, 28, 12)
const later = (ms: number) => new Date(NOON + ms).toISOString()
const ALL_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

it('notifies by the nearest level, of several groups by the quietest, and in quiet hours of no ended turn', () => {
  const none = { own: undefined, groups: [], everywhere: undefined, isQuiet: false }

  expect(levelOf(none)).toBe('all')
  expect(levelOf({ ...none, everywhere: 'none' })).toBe('none')
  expect(levelOf({ ...none, everywhere: 'none', groups: ['all', 'needs_you'] })).toBe('needs_you')
  expect(levelOf({ ...none, own: 'all', groups: ['none'] })).toBe('all')
  expect(levelOf({ ...none, own: 'all', isQuiet: true })).toBe('needs_you')
  expect(levelOf({ ...none, own: 'none', isQuiet: true })).toBe('none')
  const told = (['all', 'needs_you', 'none'] as const).map(level =>
    (['blocked', 'error', 'done'] as const).filter(cause => isTold(level, cause)),
  )
  expect(told).toEqual([['blocked', 'error', 'done'], ['blocked', 'error'], []])
})

it('answers for each session what its own level, its group and the hour say', async () => {
  await using hub = await startAttentionHub(NOON)
  const api = await hub.see('api')
  const web = await hub.see('web')
  const { attention, groups, quiet } = hub.owner
  const told = async (address: string, cause: NoticeCause) => (await attention.tells({ address, cause })).isTold
  await groups.save({ name: 'loud', members: ['web'] })

  await attention.level({ who: '@all', level: 'none' })
  await attention.level({ who: '@loud', level: 'all' })
  await attention.level({ who: 'api', level: 'needs_you' })
  const before = [await told(api.address, 'blocked'), await told(api.address, 'done'), await told(web.address, 'done')]
  await quiet.set({ who: 'owner', days: [...ALL_DAYS], from: '11:00', to: '13:00', zone: 'UTC' })
  const inQuiet = [await told(web.address, 'blocked'), await told(web.address, 'done')]
  await attention.level({ who: 'api', level: null })

  expect([before, inQuiet]).toEqual([
    [true, false, true],
    [true, false],
  ])
  expect(await told(api.address, 'blocked')).toBe(false)
  await expect(attention.level({ who: 'api', level: null })).rejects.toMatchObject({ code: 'not_found' })
  await expect(attention.level({ who: '@nobody', level: 'all' })).rejects.toMatchObject({ code: 'not_found' })
})

it('snoozes a session until its time, over a restart and a sleep, and no longer than it lives', async () => {
  await using hub = await startAttentionHub(NOON)
  const api = await hub.see('api')
  const web = await hub.see('web')
  const { attention } = hub.owner

  await expect(attention.snooze({ what: 'api', until: later(-1) })).rejects.toMatchObject({ code: 'bad_request' })
  await attention.snooze({ what: 'api', until: later(HOUR) })
  await attention.snooze({ what: 'web', until: later(9 * HOUR) })
  await hub.restart()
  const during = await attention.tells({ address: api.address, cause: 'blocked' })
  await hub.leap(2 * HOUR)
  const after = await attention.get()
  await hub.hub.store.write(tx => hub.hub.announcer.add(tx, { type: 'session.ended', data: web }))
  await hub.settled()

  expect(during).toMatchObject({ isTold: false, because: `snoozed until ${later(HOUR)}` })
  expect(after.snoozes).toMatchObject([{ kind: 'session', key: web.address, name: 'web' }])
  expect(await attention.get()).toEqual({ levels: [], snoozes: [] })
  expect(hub.events.filter(({ type }) => type === 'attention.changed')).toHaveLength(4)
  expect(hub.bugs).toEqual([])
})
