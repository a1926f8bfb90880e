import { describe, expect, it } from 'vitest'
import type { HubEvent } from '#contract/events.ts'
import type { Session } from '#contract/session.ts'
import {
  findCall,
  listNeedy,
  takeEvent,
  watchSessions,
  type Attention,
  type Call,
} from '../../src-main/electron/attention.ts'
import { NO_NOTICES, planNotices } from '../../src-main/electron/notice.ts'
import { describeSession, trayModel } from '../../src-main/electron/tray-model.ts'

const SECOND = 1_000

function session(name: string, state: Session['state'], detail = ''): Session {
  return { address: `tmux:default/%${name.length}${name.charCodeAt(0)}`, name, state, detail } as Session
}

function happened(type: 'session.changed' | 'session.ended', data: Session): HubEvent {
  return { type, data, number: 1, at: '2026-11-20T15:00:00.000Z' }
}

const changed = (data: Session) => happened('session.changed', data)

const call = (name: string, why: Call['why'] = 'blocked', detail = 'permission'): Call => ({
  session: session(name, why, detail),
  why,
})

describe('what needs the person', () => {
  it('is counted from the start and announced only when it changes', () => {
    const before = watchSessions([session('api', 'blocked', 'permission'), session('web', 'working')])

    expect(listNeedy(before).map(({ name }) => name)).toEqual(['api'])
    expect(findCall(before, changed(session('api', 'blocked', 'permission')))).toBeUndefined()
    expect(findCall(before, changed(session('web', 'blocked', 'question')))?.why).toBe('blocked')
    expect(findCall(before, changed(session('web', 'idle')))).toBeUndefined()
    expect(findCall(before, changed(session('new', 'blocked')))).toBeUndefined()
  })

  it('forgets sessions that ended and never counts what is unknown', () => {
    const before = watchSessions([session('api', 'error'), session('web', 'unknown')])
    const after = takeEvent(before, happened('session.ended', session('api', 'gone')))

    expect(listNeedy(before)).toHaveLength(1)
    expect(listNeedy(after)).toEqual([])
    expect(after.size).toBe(1)
  })

  it('shows names without what hides or turns text', () => {
    const [hostile] = watchSessions([session(`a\u202eb\u0000c\n${'x'.repeat(500)}`, 'idle')]).values()

    expect(hostile?.name).toMatch(/^a b c x+…$/u)
    expect(hostile?.name.length).toBeLessThanOrEqual(120)
  })
})

describe('the menu bar item', () => {
  const known = (...sessions: readonly Session[]): Attention => watchSessions(sessions)

  it.each([
    ['offlineTemplate.png', '', undefined],
    ['quietTemplate.png', '', known(session('a', 'idle'))],
    ['workingTemplate.png', '', known(session('a', 'working'))],
    ['needsYouTemplate.png', '2', known(session('a', 'blocked'), session('bb', 'error'), session('ccc', 'working'))],
  ])('is %s with "%s"', (image, title, attention) => {
    expect(trayModel(attention)).toMatchObject({ image, title })
  })

  it('says how many in words that fit the number', () => {
    expect(trayModel(known(session('a', 'blocked'))).tooltip).toBe('1 session · 1 needs you')
    expect(trayModel(known(session('a', 'blocked'), session('bb', 'blocked'))).tooltip).toBe('2 sessions · 2 need you')
    expect(describeSession(session('api', 'blocked', 'permission'))).toBe('api: blocked (permission)')
  })

  it('stays narrow with a hundred', () => {
    const many = known(...Array.from({ length: 120 }, (_, index) => session('a'.repeat(index + 1), 'blocked')))

    expect(trayModel(many).title).toBe('99+')
    expect(trayModel(many).needy).toHaveLength(9)
  })
})

const at = (now: number, isWindowFocused = false, canAnswer = true) => ({ now, isWindowFocused, canAnswer })

describe('notifications', () => {
  it('replace each other within one session and offer no answer for ever', () => {
    const { notices } = planNotices(NO_NOTICES, [call('api')], at(0))

    expect(notices).toHaveLength(1)
    expect(notices[0]).toMatchObject({ title: 'api', actions: ['allow_once', 'deny', 'open'] })
    expect(notices[0]?.id).toBe(planNotices(NO_NOTICES, [call('api', 'error')], at(0)).notices[0]?.id)
  })

  it('ask for yes or no only where that is an answer', () => {
    const calls = [call('question', 'blocked', 'question'), call('failed', 'error'), call('ready', 'done')]

    const { notices } = planNotices(NO_NOTICES, calls, at(0))

    expect(notices.map(({ actions }) => actions)).toEqual([['open'], ['open'], ['open']])
  })

  it('offer no yes or no while nothing carries it out', () => {
    const { notices } = planNotices(NO_NOTICES, [call('api')], at(0, false, false))

    expect(notices[0]?.actions).toEqual(['open'])
  })

  it('come once per session in twenty seconds', () => {
    const first = planNotices(NO_NOTICES, [call('api')], at(0))
    const soon = planNotices(first.memory, [call('api'), call('web')], at(19 * SECOND))
    const later = planNotices(soon.memory, [call('api')], at(20 * SECOND))

    expect(soon.notices.map(({ title }) => title)).toEqual(['web'])
    expect(later.notices).toHaveLength(1)
  })

  it('become one digest when more than five come at once', () => {
    const names = ['a', 'bb', 'ccc', 'dddd', 'eeeee', 'ffffff']

    const five = planNotices(
      NO_NOTICES,
      names.slice(1).map(name => call(name)),
      at(0),
    )
    const six = planNotices(
      NO_NOTICES,
      names.map(name => call(name)),
      at(0),
    )

    expect(five.notices).toHaveLength(5)
    expect(six.notices).toMatchObject([
      { id: 'digest', title: '6 sessions', subtitle: '6 need you', session: undefined },
    ])
  })

  it('count one session once, by its last word', () => {
    const { notices } = planNotices(NO_NOTICES, [call('api'), call('api', 'done', '')], at(0))

    expect(notices).toMatchObject([{ subtitle: 'Done' }])
  })

  it('are silent while the person looks at the window, and are not remembered as shown', () => {
    const looking = planNotices(NO_NOTICES, [call('api')], at(0, true))

    expect(looking.notices).toEqual([])
    expect(planNotices(looking.memory, [call('api')], at(SECOND)).notices).toHaveLength(1)
  })
})
