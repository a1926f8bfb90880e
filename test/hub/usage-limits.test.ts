import { expect, it } from 'vitest'
import { noteLimit } from '#hub/limits/note-limit.ts'
import { listAudit } from '#store/audit.ts'
import { startScheduleHub, type ScheduleHub } from '../support/schedule-hub.ts'

const HOUR = 3_600_000
const NOON = Date.UTC(2026, 10, 28, 12)
const WORDS = "You've hit your 5-hour limit · resets 3pm (UTC)"
const RESET = '2026-11-28T15:01:00.000Z'
const STOPPED = {
  state: 'error',
  detail: 'usage-limit',
  evidence: { source: 'screen', text: `⎿ ${WORDS}`, at: new Date(NOON).toISOString() },
} as const
const WORKING = { state: 'working', detail: '' } as const
const IDLE = { state: 'idle', detail: '' } as const

/** A hub that sees the session `api` stopped by its limit. */
async function startStopped(): Promise<ScheduleHub> {
  const hub = await startScheduleHub(NOON)
  await hub.see('api', IDLE)
  await hub.see('api', STOPPED)
  return hub
}

const listOf = async (hub: ScheduleHub) => (await hub.limits.list()).limits
const planned = (hub: ScheduleHub) => hub.owner.list().then(({ schedules }) => schedules.map(({ state }) => state))

it('offers to go on when the limit resets, says nothing by itself, and says continue once when asked', async () => {
  await using hub = await startStopped()

  const [offered] = await listOf(hub)
  expect(offered).toMatchObject({ session: { name: 'api' }, source: 'screen', resetsAt: RESET, continuesAt: null })
  const asked = await hub.limits.continue({ target: 'api' })
  await hub.leap(3 * HOUR + 50_000)
  const before = hub.said().length
  await hub.leap(HOUR)

  expect(asked.continuesAt).toBe(RESET)
  expect(before).toBe(0)
  expect(hub.said()).toMatchObject([{ body: 'continue' }])
  expect(hub.said()[0]?.at).toBeGreaterThanOrEqual(Date.parse(RESET))
  expect(hub.bugs).toEqual([])
})

it('says nothing to a session that is at work when the moment comes', async () => {
  await using hub = await startStopped()
  await hub.limits.continue({ target: 'api' })

  await hub.leap(3 * HOUR)
  await hub.see('api', WORKING)
  const stopped = await listOf(hub)
  await hub.leap(HOUR)

  expect(stopped).toHaveLength(1)
  expect(hub.said()).toEqual([])
  expect(await listOf(hub)).toEqual([])
  expect(await planned(hub)).toEqual([])
})

it('takes the word back that waits at a session when that goes on by itself', async () => {
  await using hub = await startStopped()
  await hub.limits.continue({ target: 'api' })
  await hub.leap(4 * HOUR)
  const [word] = hub.said()

  await hub.see('api', WORKING)

  const { deliveries } = await hub.messageReceipts(word?.id ?? '')
  expect(deliveries).toMatchObject([{ state: 'cancelled' }])
  expect(deliveries[0]?.steps.at(-1)?.evidence).toContain('went on by itself')
  expect(await listOf(hub)).toEqual([])
})

it.each([
  ['another program is there', { ...STOPPED, pid: 999, detail: '', state: 'idle' }],
  ['its screen shows the limit no more', IDLE],
] as const)('forgets it, and what was planned, when %s', async (_, look) => {
  await using hub = await startStopped()
  await hub.limits.continue({ target: 'api' })

  await hub.see('api', look)
  await hub.leap(4 * HOUR)

  expect(await listOf(hub)).toEqual([])
  expect(await planned(hub)).toEqual([])
  expect(hub.said()).toEqual([])
})

it('keeps it over a prompt that fails again before the reset', async () => {
  await using hub = await startStopped()
  await hub.limits.continue({ target: 'api' })

  await hub.see('api', WORKING)
  await hub.see('api', STOPPED)

  expect(await listOf(hub)).toMatchObject([{ continuesAt: RESET }])
})

it('plans by itself only where that is set, and only on the word of the program, not of a screen', async () => {
  await using hub = await startStopped()
  Object.assign(hub.hub.settings.current, { continueAfterLimit: true })
  const [byScreen] = await listOf(hub)
  const session = hub.hub.roster.sessions()[0]
  if (session === undefined) throw new Error('no session')

  await noteLimit(hub.hub, { session }, WORDS, 'hook')

  expect(byScreen?.continuesAt).toBeNull()
  expect(await listOf(hub)).toMatchObject([{ source: 'hook', continuesAt: RESET }])
})

it('asks when, where the program did not say, and leaves it when told to', async () => {
  await using hub = await startScheduleHub(NOON)
  const words = "⎿ You've hit your monthly spend limit."
  await hub.see('api', { ...STOPPED, evidence: { ...STOPPED.evidence, text: words } })

  await expect(hub.limits.continue({ target: 'api' })).rejects.toThrow('did not say when')
  const at = '2026-11-28T18:00:00.000Z'
  expect(await hub.limits.continue({ target: 'api', at })).toMatchObject({ resetsAt: null, continuesAt: at })
  expect(await hub.limits.leave({ target: 'api' })).toMatchObject({ continuesAt: null })
  await hub.leap(8 * HOUR)

  expect(hub.said()).toEqual([])
  expect(listAudit(hub.store.read, { limit: 10 }).map(({ what, target }) => [what, target])).toEqual([
    [`continue at ${at}`, 'api'],
    ['do not continue', 'api'],
  ])
  await hub.see('web')
  await expect(hub.limits.continue({ target: 'web' })).rejects.toThrow('No usage limit stopped web')
})
