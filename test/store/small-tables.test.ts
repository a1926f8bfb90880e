import { expect, test } from 'vitest'
import { z } from 'zod'
import { Group } from '#contract/group.ts'
import { findAgent, findAgentByAddress, listAgents, releaseAddress, removeAgent, saveAgent } from '#store/agents.ts'
import { addGroupMembers, findGroup, listGroups, removeGroup, removeGroupMembers, saveGroup } from '#store/groups.ts'
import { clearSetting, getSetting, listSettings, setSetting, type Setting } from '#store/settings.ts'
import { NOW, testStore } from './fixtures.ts'

const createdAt = new Date(NOW).toISOString()

test('groups come back as saved, sorted by name, members in their order', async () => {
  using given = testStore()
  const fixed: Group = { kind: 'fixed', name: 'web', members: ['zeta', 'alpha'], createdAt }
  const live: Group = { kind: 'live', name: 'idle', filter: 'is:idle', createdAt }

  await given.write(tx => [saveGroup(tx, fixed), saveGroup(tx, live)])

  expect(listGroups(given.read)).toEqual([live, fixed])
  expect(listGroups(given.read).map(group => Group.parse(group))).toEqual([live, fixed])
  expect(findGroup(given.read, 'absent')).toBeUndefined()
})

test('saving a group again replaces what it means and keeps when it was made', async () => {
  using given = testStore()
  await given.write(tx => saveGroup(tx, { kind: 'fixed', name: 'web', members: ['a'], createdAt }))

  await given.write(tx =>
    saveGroup(tx, { kind: 'live', name: 'web', filter: 'is:idle', createdAt: new Date(NOW + 1).toISOString() }),
  )

  expect(findGroup(given.read, 'web')).toEqual({ kind: 'live', name: 'web', filter: 'is:idle', createdAt })
})

test('a member is in a group once, and may leave it', async () => {
  using given = testStore()
  await given.write(tx => saveGroup(tx, { kind: 'fixed', name: 'web', members: ['a', 'b'], createdAt }))

  const removed = await given.write(tx => {
    addGroupMembers(tx, 'web', ['b', 'c'])
    return removeGroupMembers(tx, 'web', ['a', 'absent'])
  })

  expect(removed).toBe(1)
  expect(findGroup(given.read, 'web')).toMatchObject({ members: ['b', 'c'] })
  await expect(given.write(tx => addGroupMembers(tx, 'absent', ['a']))).rejects.toThrow(/FOREIGN KEY/)
})

test('a removed group is gone, and its name is free', async () => {
  using given = testStore()
  await given.write(tx => saveGroup(tx, { kind: 'fixed', name: 'web', members: ['a'], createdAt }))

  const results = await given.write(tx => [removeGroup(tx, 'web'), removeGroup(tx, 'web')])
  await given.write(tx => saveGroup(tx, { kind: 'fixed', name: 'web', members: [], createdAt }))

  expect(results).toEqual([true, false])
  expect(findGroup(given.read, 'web')).toMatchObject({ members: [] })
})

test('an agent keeps when it was first seen, and moves', async () => {
  using given = testStore()
  await given.write(tx => {
    saveAgent(tx, { name: 'api', kind: 'claude', address: 'pty:1', seenAt: 1 })
    saveAgent(tx, { name: 'api', kind: 'codex', address: 'pty:2', seenAt: 2 })
  })

  expect(findAgent(given.read, 'api')).toEqual({
    name: 'api',
    kind: 'codex',
    address: 'pty:2',
    firstSeen: 1,
    lastSeen: 2,
  })
  expect(findAgentByAddress(given.read, 'pty:1')).toBeUndefined()
})

test('an agent that takes a session puts the one before out of it', async () => {
  using given = testStore()
  await given.write(tx => {
    saveAgent(tx, { name: 'old', kind: 'claude', address: 'pty:1', seenAt: 1 })
    saveAgent(tx, { name: 'new', kind: 'claude', address: 'pty:1', seenAt: 2 })
  })

  expect(listAgents(given.read).map(agent => [agent.name, agent.address])).toEqual([
    ['new', 'pty:1'],
    ['old', null],
  ])
})

test('an agent outlives its session until it is removed', async () => {
  using given = testStore()
  await given.write(tx => saveAgent(tx, { name: 'api', kind: 'claude', address: 'pty:1', seenAt: 1 }))

  await given.write(tx => releaseAddress(tx, 'pty:1'))
  expect(findAgent(given.read, 'api')?.address).toBeNull()

  expect(await given.write(tx => [removeAgent(tx, 'api'), removeAgent(tx, 'api')])).toEqual([true, false])
})

const pace: Setting<number> = { key: 'pace', schema: z.number().max(10), fallback: 3 }

test('a setting holds its value, and its fallback before and after', async () => {
  using given = testStore()
  expect(getSetting(given.read, pace)).toBe(3)

  await given.write(tx => setSetting(tx, pace, 7))
  expect(getSetting(given.read, pace)).toBe(7)
  expect(listSettings(given.read)).toEqual({ pace: 7 })

  await given.write(tx => clearSetting(tx, 'pace'))
  expect(getSetting(given.read, pace)).toBe(3)
})

test('a value of another shape is not stored, and one that is stored is not believed', async () => {
  using given = testStore()
  await given.write(tx => setSetting(tx, { key: 'pace', schema: z.string(), fallback: '' }, 'fast'))

  await expect(given.write(tx => setSetting(tx, pace, 99))).rejects.toThrow(/too_big/)

  expect(getSetting(given.read, pace)).toBe(3)
})
