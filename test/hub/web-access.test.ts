import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Caller } from '#hub/caller.ts'
import { createWebAccess, type WebAccess } from '#hub/web-access.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'
import { testStore, type TestStore } from '../store/fixtures.ts'

const OWNER: Caller = { power: 'owner', sender: { kind: 'owner', name: 'owner', address: null }, door: 'http' }
const DAY = 24 * 60 * 60 * 1_000

let given: TestStore
let clock: FakeClock
let access: WebAccess

beforeEach(() => {
  given = testStore()
  clock = createFakeClock()
  access = open()
})
afterEach(() => given[Symbol.dispose]())

/** As a hub does that starts on the same database. */
function open(): WebAccess {
  return createWebAccess({ clock, store: given.store, onBug: error => expect.unreachable(String(error)) })
}

async function letIn(): Promise<string> {
  const token = await access.exchange(access.makeCode().code, OWNER)
  if (token === undefined) throw new Error('the code was refused')
  return token
}

it('takes a code within its minute and not after', async () => {
  const [early, late] = [access.makeCode().code, access.makeCode().code]
  await clock.advance(59_000)
  const first = await access.exchange(early, OWNER)
  await clock.advance(1_000)

  expect(first).toMatch(/^[\w-]{43}$/)
  expect(await access.exchange(late, OWNER)).toBeUndefined()
})

it('does not lengthen the minute of a code when the clock of the machine is set back', async () => {
  const { code } = access.makeCode()
  clock.jump(-DAY)
  await clock.advance(60_000)

  expect(await access.exchange(code, OWNER)).toBeUndefined()
})

it('keeps sixteen codes, the newest', async () => {
  const codes = Array.from({ length: 17 }, () => access.makeCode().code)

  const tokens = await Promise.all(codes.map(code => access.exchange(code, OWNER)))

  expect(tokens.map(token => token !== undefined)).toEqual([false, ...Array.from({ length: 16 }, () => true)])
})

it('knows a token for as long as it is used within thirty days, also after a restart', async () => {
  const token = await letIn()
  clock.jump(29 * DAY)
  const used = access.findToken(token)
  clock.jump(29 * DAY)
  await clock.advance(0)

  expect(used).toMatch(/^[\da-f]{64}$/)
  expect(access.findToken(token)).toBe(used)
  expect(open().findToken(token)).toBe(used)
  expect(open().isAwaited()).toBe(true)
})

it('lets nobody in any longer once every browser was signed out, also after a restart', async () => {
  const { code } = access.makeCode()
  const tokens = [await letIn(), await letIn()]

  const browsers = await access.forgetAll()

  expect(browsers).toBe(2)
  expect(tokens.map(token => access.findToken(token))).toEqual([undefined, undefined])
  expect(await access.exchange(code, OWNER)).toBeUndefined()
  expect(open().isAwaited()).toBe(false)
})

it('forgets a token that was not used for thirty days', async () => {
  const token = await letIn()

  clock.jump(30 * DAY)

  expect(access.findToken(token)).toBeUndefined()
  expect(open().findToken(token)).toBeUndefined()
  expect(open().isAwaited()).toBe(false)
})

it('lets the browser go that was used longest ago when there are more than sixty-four', async () => {
  const first = await letIn()
  const second = await letIn()
  clock.jump(2 * 60 * 60 * 1_000)
  access.findToken(first)
  for (let more = 0; more < 63; more++) await letIn()

  for (const one of [access, open()]) {
    expect(one.findToken(first)).toBeDefined()
    expect(one.findToken(second)).toBeUndefined()
  }
})

it('takes nothing for a token that is not one', async () => {
  await letIn()

  expect(['', ' ', 'x'.repeat(43), '\u0000', 'é'.repeat(10_000)].map(text => access.findToken(text))).toEqual(
    Array.from({ length: 5 }),
  )
})

it('forgets a token twice without a word', async () => {
  const mark = access.findToken(await letIn()) ?? ''

  await access.forget(mark, OWNER)
  await access.forget(mark, OWNER)

  expect(access.isAwaited()).toBe(false)
  expect(open().isAwaited()).toBe(false)
})
