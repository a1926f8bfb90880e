import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSimulator, type Simulator } from '../support/iterm2-simulator/simulator.ts'
import { readRecorderLog, recorderCommand } from '../support/recorder.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { eventually } from '../platform/eventually.ts'

const NAMES = ['one', 'two', 'three'] as const
let simulator: Simulator
let hub: TempHub

beforeAll(async () => {
  simulator = await startSimulator()
  const window = simulator.app.openWindow()
  for (const name of NAMES) {
    const command = recorderCommand({ log: join(simulator.home, `${name}.jsonl`), name })
    await simulator.app.openTab(window, { command, columns: 90, rows: 26 })
  }
  const PATH = `${simulator.bin}:${process.env['PATH'] ?? ''}`
  hub = await startTempHub({ env: { HOME: simulator.home, PATH } })
})
afterAll(async () => {
  await hub[Symbol.asyncDispose]()
  await simulator[Symbol.asyncDispose]()
})

it('writes to three sessions of iTerm2 at once, each exactly once, with proof from each', async () => {
  const { sessions } = await eventually(
    () => hub.client.sessions.list({ filter: 'is:idle' }),
    found => found.sessions.filter(({ backend }) => backend === 'iterm2').length === 3,
  )
  const to = sessions.filter(({ backend }) => backend === 'iterm2').map(({ address }) => address)
  const body = 'say "hi" to \\(everybody)'

  const messageId = '01900000-0000-7000-8000-000000000001'
  await hub.client.messages.send({ messageId, to, body, confirmed: true })
  const { deliveries } = await eventually(
    () => hub.client.messages.receipts({ messageId }),
    receipts => receipts.deliveries.every(({ state }) => state === 'confirmed'),
  )

  expect(deliveries).toHaveLength(3)
  for (const name of NAMES) expect(readRecorderLog(join(simulator.home, `${name}.jsonl`)).submits).toEqual([body])
  expect(sessions.map(({ location }) => `${location.window} ${location.pane}`)).toEqual(Array(3).fill('window 1 1'))
  await eventually(
    () => simulator.app.sessions.map(({ userVariables }) => userVariables.get('comms_state')),
    shown => shown.every(words => words === 'idle'),
  )
})

it('presses Return by BetterTouchTool where that was chosen for a session, and sets its title by it', async () => {
  const [session] = simulator.app.sessions
  const target = `iterm2:${session?.id ?? ''}`
  const title = 'pay "later" \\(x)'

  const messageId = '01900000-0000-7000-8000-000000000003'
  await hub.client.sessions.submit({ target, submit: 'btt' })
  await hub.client.messages.send({ messageId, to: [target], body: 'by the window' })
  await eventually(
    () => hub.client.messages.receipts({ messageId }),
    ({ deliveries }) => deliveries.every(({ state }) => state === 'confirmed'),
    // Each look at what is in front is a process.
    60,
  )
  await hub.client.sessions.title({ target, title, by: 'btt' })

  const acts = simulator.standIn.runs.map(({ action }) => action).filter(action => !action.startsWith('request'))
  const turn = (act: string) => ['activate-session', 'front-session', act, 'front-session']
  expect(acts.slice(-8)).toEqual([...turn('btt-press-enter'), ...turn('btt-set-title')])
  expect(readRecorderLog(join(simulator.home, 'one.jsonl')).submits.at(-1)).toBe('by the window')
  const { submit, title: shown } = (await hub.client.sessions.show({ target })).session
  expect({ submit, shown }).toEqual({ submit: { way: 'btt', from: 'session' }, shown: title })
  expect(session?.autoName).toBe(title)
})

it('holds what needs a window in front while the session is buried, and types it once when it is dug up', async () => {
  const [, , session] = simulator.app.sessions
  const address = `iterm2:${session?.id ?? ''}`
  const log = join(simulator.home, 'three.jsonl')
  const before = readRecorderLog(log)
  if (session !== undefined) simulator.app.bury(session)
  await eventually(
    () => hub.client.sessions.show({ target: address }),
    shown => shown.session.location.window === 'buried',
  )

  const messageId = '01900000-0000-7000-8000-000000000004'
  const message = { to: [address], body: 'from below', submit: 'btt' as const }
  const { deliveries: foretold } = await hub.client.messages.plan(message)
  await hub.client.messages.send({ ...message, messageId })
  const held = await eventually(
    () => hub.client.messages.receipts({ messageId }),
    ({ deliveries }) => deliveries[0]?.reason === 'buried',
  )
  const whileHeld = readRecorderLog(log)
  if (session !== undefined) simulator.app.unbury(session)
  await eventually(
    () => hub.client.messages.receipts({ messageId }),
    ({ deliveries }) => deliveries[0]?.state === 'confirmed',
    60,
  )

  expect(foretold).toMatchObject([{ outcome: 'hold', reason: 'buried' }])
  expect(held.deliveries).toMatchObject([{ state: 'held', attempts: 0 }])
  expect(whileHeld.bytes).toEqual(before.bytes)
  expect(readRecorderLog(log).submits.slice(before.submits.length)).toEqual(['from below'])
})

it('refuses, before anything is sent, to press a key of the window in front for a terminal that has no window', async () => {
  const { address } = await hub.client.sessions.start({
    command: ['sleep', '60'],
    name: 'windowless',
    cwd: '/',
    environment: {},
  })

  const sending = hub.client.messages.send({
    to: [address],
    body: 'hello',
    submit: 'keystroke',
    messageId: '01900000-0000-7000-8000-000000000005',
  })

  await expect(sending).rejects.toMatchObject({
    code: 'unsupported',
    message: 'Return cannot be pressed by keystroke in windowless',
    hint: 'Nothing was sent. Its terminal has: auto, cr.',
  })
})

it('holds what it cannot type while the API is off, and types it once when the API is back', async () => {
  const [log] = NAMES.map(name => join(simulator.home, `${name}.jsonl`))
  const before = readRecorderLog(log ?? '').submits.length
  const [session] = simulator.app.sessions
  const address = `iterm2:${session?.id ?? ''}`
  simulator.apiOff()
  await eventually(
    () => simulator.standIn.runs,
    runs => runs.some(({ action }) => action === 'session-facts'),
  )
  await eventually(
    () => hub.client.sessions.list({}),
    ({ sessions }) => sessions.some(each => each.address === address),
  )

  const messageId = '01900000-0000-7000-8000-000000000002'
  await hub.client.messages.send({ messageId, to: [address], body: 'when it is back', confirmed: true })
  const held = await eventually(
    () => hub.client.messages.receipts({ messageId }),
    ({ deliveries }) => deliveries[0]?.reason === 'see_only',
  )
  await simulator.apiOn()
  await eventually(
    () => hub.client.messages.receipts({ messageId }),
    ({ deliveries }) => deliveries[0]?.state === 'confirmed',
  )

  expect(held.deliveries[0]?.steps.at(-1)?.evidence).toContain('Enable Python API')
  expect(readRecorderLog(log ?? '').submits.slice(before)).toEqual(['when it is back'])
  expect(await hub.bugs()).toEqual([])
})
