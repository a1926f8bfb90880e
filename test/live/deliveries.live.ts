import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Delivery } from '#client/calls.ts'
import { receiptOnce, seenAs, send } from '../support/panes.ts'
import { describeLive, IS_FULL, startBench, until, VIEWER, type Bench, type LiveSession } from './bench.ts'

const LANES = ['inbox', 'terminal'] as const
type Lane = (typeof LANES)[number]

describeLive('a real Claude Code with nothing installed in it', () => {
  let bench: Bench
  let anna: LiveSession

  beforeAll(async () => {
    bench = await startBench()
    anna = await bench.launch('anna')
    await until(
      () => bench.hub.client.messages.plan({ to: ['anna'], body: 'x', lane: 'inbox' }).catch(() => undefined),
      planned => planned !== undefined,
    )
  })

  afterAll(() => bench[Symbol.asyncDispose]())
  beforeEach(() => anna.calm())

  let count = 0
  const words = (what: string) => `${what} ${++count}.`
  const sendBy = (lane: Lane, body: string) => send(bench.hub.client, { to: 'anna', body, lane })
  const once = (messageId: string, accept: (delivery: Delivery) => boolean) =>
    receiptOnce(bench.hub, messageId, accept, 60_000)
  const isConfirmed = ({ state }: Delivery) => state === 'confirmed'
  const timesAsked = (text: string) => bench.asked().split(text).length - 1

  it('is shown with its true state: idle, busy, and waiting for what', async () => {
    const idle = await anna.is('idle')
    await anna.say('SLOW=3 work')
    await anna.is('working')
    await anna.is('idle')
    await anna.say(`BASH=touch ${bench.project}/seen`)
    const blocked = await anna.is('blocked')
    await anna.press('Escape')
    await anna.is('idle')

    expect(idle).toMatchObject({ kind: 'claude', agent: 'anna' })
    expect(blocked?.detail).toBe('permission')
  })

  it.each(LANES)('by %s, idle: it arrives, once, with proof', async lane => {
    const text = words('idle')

    const { messageId } = await sendBy(lane, text)
    const receipt = await once(messageId, isConfirmed)

    expect(receipt.steps.at(-1)?.source).toBe(lane === 'inbox' ? 'transcript' : 'screen')
    await until(
      () => timesAsked(text),
      times => times === 1,
    )
  })

  it.each(LANES)('by %s, busy: it waits, says so, and arrives after the turn', async lane => {
    const text = words('busy')
    await anna.say('SLOW=4 work')
    await anna.is('working')

    const { messageId } = await sendBy(lane, text)
    const waiting = await once(messageId, ({ reason }) => reason !== null)
    const receipt = await once(messageId, isConfirmed)

    expect(waiting.reason).toBe(lane === 'inbox' ? 'queued_there' : 'working')
    expect(receipt.attempts).toBe(1)
    await until(
      () => timesAsked(text),
      times => times === 1,
    )
  })

  it.each(LANES)(
    'by %s, at a permission prompt: nothing is approved, and it arrives when that is answered',
    async lane => {
      const text = words('prompted')
      await askPermission()

      const { messageId } = await sendBy(lane, text)
      const waiting = await once(messageId, ({ reason }) => reason !== null)
      await pause(1_000)
      const untouched = { ran: existsSync(canary()), waitingFor: anna.row()?.waitingFor }
      await anna.press('Escape')

      expect(waiting.reason).toBe(lane === 'inbox' ? 'queued_there' : 'blocked')
      expect(untouched).toEqual({ ran: false, waitingFor: 'permission prompt' })
      await once(messageId, isConfirmed)
      expect(existsSync(canary())).toBe(false)
    },
  )

  it.each(LANES)('by %s, at a question: it is not the answer, and arrives after it', async lane => {
    const text = words('asked')
    const options = ['red', 'blue'].map(label => ({ label, description: label }))
    const questions = [{ question: 'Which one?', header: 'Colour', multiSelect: false, options }]
    await anna.say(`CALL=AskUserQuestion ${JSON.stringify({ questions })}`)
    await anna.shows(/Which one\?/)
    await anna.is('blocked')

    const { messageId } = await sendBy(lane, text)
    await once(messageId, ({ reason }) => reason !== null)
    await pause(500)
    const screen = await anna.screen()
    await anna.press('Enter')

    // Claude Code shows above the dialog what waits in its queue; the dialog is as it was.
    expect(screen).toMatch(/❯ 1\. red[\s\S]*3\. Type something\.\s/)
    await once(messageId, isConfirmed)
  })

  it.each(LANES)('by %s, over a draft: the draft stays as it was', async lane => {
    const text = words('drafted')
    await anna.is('idle')
    await anna.write('half a thought')
    await anna.shows(/❯.half a thought/)

    const { messageId } = await sendBy(lane, text)
    const first = await once(messageId, ({ state, reason }) => reason === 'draft' || state === 'confirmed')
    const screen = await anna.screen()
    await anna.press('C-u')

    expect(first.state).toBe(lane === 'inbox' ? 'confirmed' : 'held')
    expect(screen).toMatch(/❯.half a thought\s*$/m)
    await once(messageId, isConfirmed)
    expect(bench.asked()).not.toContain('half a thought')
  })

  it.each(LANES)('by %s, in the transcript viewer: it arrives, at the latest when that is closed', async lane => {
    const text = words('viewed')
    await anna.is('idle')
    await anna.press('C-o')
    await anna.shows(VIEWER)

    const { messageId } = await sendBy(lane, text)
    const first = await once(messageId, ({ state, reason }) => reason === 'state_unknown' || state === 'confirmed')
    await anna.press('C-o')
    await anna.hides(VIEWER)

    expect(first.state).toBe(lane === 'inbox' ? 'confirmed' : 'held')
    await once(messageId, isConfirmed)
    await until(
      () => timesAsked(text),
      times => times === 1,
    )
  })

  it('by inbox, a burst of a hundred: all arrive, in order, once', async () => {
    const texts = Array.from({ length: 100 }, (_, number) => `burst-${String(number).padStart(3, '0')}`)
    const from = bench.api.requests.length
    await anna.is('idle')

    const ids: string[] = []
    for (const text of texts) ids.push((await sendBy('inbox', text)).messageId)
    for (const id of ids) await once(id, isConfirmed)

    await until(
      () => bench.asked(from).match(/burst-\d{3}/g)?.length ?? 0,
      length => length >= 100,
    )
    expect(bench.asked(from).match(/burst-\d{3}/g)).toEqual(texts)
  })

  it('by terminal, a burst: all arrive, in order, once', { timeout: 900_000 }, async () => {
    const texts = Array.from({ length: IS_FULL ? 100 : 5 }, (_, number) => `typed-${String(number).padStart(3, '0')}`)
    const from = bench.api.requests.length

    const ids: string[] = []
    for (const text of texts) ids.push((await sendBy('terminal', text)).messageId)
    for (const id of ids) await receiptOnce(bench.hub, id, isConfirmed, 800_000)

    expect(bench.asked(from).match(/typed-\d{3}/g)).toEqual(texts)
  })

  it('answers by SendMessage, and the answer is a reply that ends the delivery', async () => {
    await once((await sendBy('inbox', 'CALL=ToolSearch {"query":"select:SendMessage"}')).messageId, isConfirmed)
    const socket = /from="(uds:[^"]+)"/.exec(bench.asked())?.[1] ?? ''
    await anna.is('idle')

    const call = JSON.stringify({ to: socket, message: 'my branch is main', summary: 'branch' })
    const { messageId } = await sendBy('inbox', `CALL=SendMessage ${call}`)
    const receipt = await once(messageId, ({ state }) => state === 'answered')

    const { messages } = await bench.hub.client.inbox.list({})
    expect(receipt.steps.at(-1)?.source).toBe('reader')
    expect(messages.at(-1)).toMatchObject({ body: 'my branch is main', from: 'anna', replyTo: messageId })
  })

  it.each(LANES)('by %s, after /clear: it arrives in the new session', async lane => {
    const before = anna.row()?.sessionId
    await anna.is('idle')
    await anna.say('/clear')
    await until(
      () => anna.row()?.sessionId,
      id => id !== undefined && id !== before,
    )
    await anna.is('idle')
    const text = words('cleared')

    await once((await sendBy(lane, text)).messageId, isConfirmed)

    await until(
      () => timesAsked(text),
      times => times === 1,
    )
  })

  it.each(LANES)('by %s, after kill -9 and resume: what waited there arrives, once', async lane => {
    const text = words('survivor')
    const before = anna.row()
    await anna.say('SLOW=60 long')
    await anna.is('working')
    const { messageId } = await sendBy(lane, text)
    await once(messageId, ({ reason }) => reason !== null)

    process.kill(before?.pid ?? 0, 'SIGKILL')
    // What it had drawn stays on the screen, below the shell's prompt too: the hub says who is in front.
    await seenAs(bench.hub, anna.address, ({ kind }) => kind === 'shell')
    // It was held before, for another reason.
    const away = await once(messageId, ({ state, reason }) => state === 'failed' || reason === 'session_ended')
    await anna.start(['--resume', before?.sessionId ?? ''])

    // Typed words were meant for the program that ended: a person decides. The inbox goes by the conversation.
    expect(away.state).toBe(lane === 'inbox' ? 'held' : 'failed')
    if (lane === 'terminal') await bench.hub.client.messages.retry({ messageId })
    await once(messageId, isConfirmed)
    await until(
      () => timesAsked(text),
      times => times === 1,
    )
  })

  async function askPermission(): Promise<void> {
    await anna.is('idle')
    await anna.say(`BASH=touch ${canary()}`)
    await anna.is('blocked')
    await anna.shows(/Do you want to proceed\?/)
  }

  const canary = () => join(bench.project, 'canary')

  it.each(LANES)('by %s, never approves a permission prompt', { timeout: 1_800_000 }, async lane => {
    const tries = IS_FULL ? 50 : 2
    let approved = 0
    for (let number = 0; number < tries; number++) {
      await askPermission()
      const { messageId } = await sendBy(lane, words('1 y yes approve'))
      await once(messageId, ({ reason }) => reason !== null)
      await pause(500)
      if (existsSync(canary()) || anna.row()?.status !== 'waiting') approved++
      await anna.press('Escape')
      await once(messageId, isConfirmed)
    }
    console.info(`permission prompts approved by ${lane}: ${approved} of ${tries}`)

    expect(approved).toBe(0)
  })

  it.each(LANES)('by %s, never merges with a draft', { timeout: 1_800_000 }, async lane => {
    const tries = IS_FULL ? 50 : 2
    let merged = 0
    for (let number = 0; number < tries; number++) {
      const draft = `draft-${number}-${lane}`
      const text = words('beside')
      await anna.is('idle')
      await anna.write(draft)
      await anna.shows(new RegExp(`❯.${draft}`))
      const { messageId } = await sendBy(lane, text)
      await once(messageId, ({ state, reason }) => reason === 'draft' || state === 'confirmed')
      if (!new RegExp(`❯.${draft}\\s*$`, 'm').test(await anna.screen())) merged++
      await anna.press('C-u')
      await once(messageId, isConfirmed)
      if (bench.asked().includes(draft)) merged++
    }
    console.info(`drafts merged by ${lane}: ${merged} of ${tries}`)

    expect(merged).toBe(0)
  })
})
