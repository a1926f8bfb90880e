import { expect, it } from 'vitest'
import type { Profile } from '#contract/profile.ts'
import { checkGate, checkPressGate } from '#domain/gate.ts'
import type { GateFacts, GateRequest } from '#domain/gate-facts.ts'
import type { Identity } from '#domain/ports.ts'
import { facts, terminal } from './gate-facts.ts'

const identity: Identity = {
  address: terminal.address,
  serverPid: 1,
  serverStartedAt: 1,
  tty: terminal.tty,
  rootPid: 10,
  pid: 20,
  pidStartedAt: 5,
  kind: 'claude',
}
const request: GateRequest = {
  text: 'hello',
  identity,
  expectedIsAlive: true,
  confirmed: false,
  asCommand: false,
  submit: null,
}

it('waits while the agent dies, and ends the delivery once it is gone', () => {
  const dying = checkGate(facts(20, []), request)
  const gone = checkGate(facts(10, ['bash']), { ...request, expectedIsAlive: false })

  expect(dying).toMatchObject({ kind: 'hold', reason: 'state_unknown' })
  expect(gone).toMatchObject({ kind: 'fail', reason: 'agent_exited' })
})

it('types into no program that it does not know, whether or not its arguments are told', () => {
  const unknown = { ...request, identity: { ...identity, kind: 'unknown' } }

  expect(checkGate(facts(20, []), unknown)).toMatchObject({ kind: 'skip', reason: 'not_an_agent' })
  expect(checkGate(facts(20, ['tool']), unknown)).toMatchObject({ kind: 'skip', reason: 'not_an_agent' })
})

it('types nothing on the word of the terminal alone', () => {
  const idle = { ...facts(20, ['codex']), terminal: { ...terminal, shown: { text: 'Idle', detail: '' } } }
  const profile = { id: 'codex', name: 'Codex', class: 'agent', composer: { prompt: '^> ' } } as Profile

  expect(checkGate({ ...idle, profile }, { ...request, identity: null })).toMatchObject({
    kind: 'hold',
    reason: 'state_unknown',
  })
})

it('types nothing into a terminal whose conversation moved to the background, and presses no key there', () => {
  const told = { status: 'idle', waitingFor: null, statusAt: 0, movedToJob: 'cf5db66c' } as const
  const moved = { ...facts(20, ['claude']), told }

  const held = { kind: 'hold', reason: 'not_in_front', evidence: expect.stringContaining('claude:cf5db66c') }
  expect(checkGate(moved, { ...request, confirmed: true })).toMatchObject(held)
  expect(checkPressGate(moved, identity)).toMatchObject(held)
})

it('waits with a text whose Return needs a window in front, while the session has none', () => {
  const codex = { id: 'codex', name: 'Codex', class: 'agent', composer: { prompt: '^> ' } } as Profile
  const idle: GateFacts = {
    ...facts(20, ['codex']),
    profile: codex,
    reading: { state: 'idle', detail: '', evidence: '> ', composer: { kind: 'empty' }, above: [] },
  }
  const buried: GateFacts = { ...idle, terminal: { ...terminal, windowless: true } }
  const byBtt = { ...request, submit: 'btt' } as const
  const held = { kind: 'hold', reason: 'buried', evidence: expect.stringContaining('Return by btt') }

  expect(checkGate(buried, byBtt)).toMatchObject(held)
  expect(checkGate({ ...buried, submit: { way: 'btt', from: 'session' } }, request)).toMatchObject(held)
  expect(checkGate({ ...buried, submit: { way: 'btt', from: 'session' } }, { ...request, submit: 'cr' }).kind).toBe(
    'open',
  )
  expect([checkGate(buried, request).kind, checkGate(idle, byBtt).kind]).toEqual(['open', 'open'])
})
