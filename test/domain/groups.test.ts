import { describe, expect, it } from 'vitest'
import type { Group } from '#contract/group.ts'
import { expandGroup, indexGroups } from '#domain/groups.ts'
import type { World } from '#domain/target-resolve.ts'
import { context, sessionWith } from './filter-subjects.ts'

const createdAt = '2026-11-20T10:00:00.000Z'
const fixed = (name: string, ...members: string[]): Group => ({ kind: 'fixed', name, members, createdAt })
const live = (name: string, filter: string): Group => ({ kind: 'live', name, filter, createdAt })

const web = sessionWith({ address: 'tmux:main/%3', name: 'web' })
const api = sessionWith({ address: 'tmux:main/%4', name: 'api', cwd: '/srv/api', state: 'working' })
const twin = sessionWith({ address: 'tmux:main/%5', name: 'twin', cwd: '/srv/twin' })
const twin2 = sessionWith({ address: 'tmux:main/%6', name: 'twin', cwd: '/srv/twin2', kind: 'shell' })
const gone = sessionWith({ address: 'tmux:main/%9', name: 'old', cwd: '/srv/old', state: 'gone' })

function worldWith(...groups: Group[]): World {
  const parts = { ...context, sessions: [web, api, twin, twin2, gone], groups }
  return { ...parts, groupsOf: indexGroups(parts) }
}

function expand(group: Group, ...others: Group[]) {
  const { sessions, ...rest } = expandGroup(group, worldWith(group, ...others))
  return { addresses: sessions.map(session => session.address), ...rest }
}

const nothing = { absent: [], ambiguous: [], unreadable: [] }

describe('what a group means now', () => {
  it('lists members once, in their order', () => {
    expect(expand(fixed('team', 'api', 'web', 'tmux:main/%4', '%3'))).toEqual({
      ...nothing,
      addresses: ['tmux:main/%4', 'tmux:main/%3'],
    })
  })

  it('reports members that are absent, a closed session among them, as they are written', () => {
    expect(expand(fixed('team', 'web', 'nobody', 'tmux:main/%9', '@nogroup'))).toEqual({
      ...nothing,
      addresses: ['tmux:main/%3'],
      absent: ['nobody', 'tmux:main/%9', '@nogroup'],
    })
  })

  it('chooses none of several sessions that answer to a member, and reports them', () => {
    const { addresses, ambiguous } = expand(fixed('team', 'web', 'twin'))
    expect(addresses).toEqual(['tmux:main/%3'])
    expect(ambiguous).toEqual([{ name: 'twin', candidates: [twin, twin2] }])
  })

  it('keeps a member that left its terminal for the background', () => {
    const there = sessionWith({ address: 'claude:cf5db66c', name: 'other', cwd: '/srv/other' })
    const left = sessionWith({ address: 'tmux:main/%7', name: 'left', movedTo: there.address })
    const team = fixed('team', left.address)
    const inTerminal = { ...context, sessions: [left], groups: [team] }
    const both = { ...inTerminal, sessions: [left, there] }

    const members = [inTerminal, both].map(
      parts => expandGroup(team, { ...parts, groupsOf: indexGroups(parts) }).sessions,
    )

    expect(members).toEqual([[left], [there]])
    expect(indexGroups(both)(there.address)).toEqual(['team'])
  })

  it('asks the filter of a live group anew', () => {
    expect(expand(live('busy', 'is:working')).addresses).toEqual(['tmux:main/%4'])
    expect(expand(live('nobody', 'is:error'))).toEqual({ ...nothing, addresses: [] })
  })

  it('reports filters that cannot be read', () => {
    expect(expand(live('bad', 'is:sleepy'))).toMatchObject({
      addresses: [],
      unreadable: [{ filter: 'is:sleepy', position: 3 }],
    })
    expect(expand(fixed('bad', 'web', '"open'))).toMatchObject({
      addresses: ['tmux:main/%3'],
      unreadable: [{ filter: '"open' }],
    })
  })

  it('follows groups inside it, filters among its members, and circles only once', () => {
    const team = fixed('team', '@pair', 'is:working', '@busy')
    const others = [fixed('pair', 'web', '@team'), live('busy', 'is:working')]
    expect(expand(team, ...others)).toEqual({ ...nothing, addresses: ['tmux:main/%3', 'tmux:main/%4'] })
  })

  it('has every agent in the built-in group, and nothing else', () => {
    expect(expand(fixed('everybody', '@all')).addresses).toEqual(['tmux:main/%3', 'tmux:main/%4', 'tmux:main/%5'])
  })
})

describe('which groups a session belongs to', () => {
  it('knows fixed and live ones, and live ones that ask for a fixed one', () => {
    const world = worldWith(fixed('front', 'web'), live('ready', 'is:idle'), live('ready-front', 'group:front is:idle'))
    expect(world.groupsOf(web.address)).toEqual(['front', 'ready', 'ready-front'])
    expect(world.groupsOf(api.address)).toEqual([])
    expect(world.groupsOf('tmux:nowhere/%1')).toEqual([])
  })

  it('lets a circle of live groups mean nobody', () => {
    const world = worldWith(live('a', 'group:b'), live('b', 'group:a'))
    expect(world.groupsOf(web.address)).toEqual([])
  })

  it('puts no session that is gone into any group', () => {
    const world = worldWith(fixed('all-of-them', 'old', 'tmux:main/%9'), live('closed', 'is:gone'))
    expect(world.groupsOf(gone.address)).toEqual([])
  })
})
