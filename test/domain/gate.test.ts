import { expect, it } from 'vitest'
import { checkGate, type GateFacts, type GateRequest } from '#domain/gate.ts'
import type { Identity } from '#domain/ports.ts'

const terminal: GateFacts['terminal'] = {
  address: 'tmux:default/%1',
  backend: 'tmux',
  server: { pid: 1, startedAt: 1 },
  tty: '/dev/pts/1',
  rootPid: 10,
  title: '',
  location: { window: '', tab: '', pane: '' },
  suggestedName: 'anna',
  cwd: '/',
  size: { columns: 80, rows: 24 },
  inMode: false,
  dead: false,
  inputOff: false,
  synchronised: false,
  bracketedPaste: true,
  activity: '1',
  activityAt: 0,
  activityGrainMs: 1,
  humanKeyAt: 0,
}
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
const request: GateRequest = { text: 'hello', identity, expectedIsAlive: true, confirmed: false, asCommand: false }

function facts(pid: number, argv: readonly string[]): GateFacts {
  return {
    terminal,
    process: { pid, parentPid: 10, groupId: pid, startedAt: 5, argv, cwd: '/' },
    profile: undefined,
    tty: { canonical: false, echo: false, unread: 0 },
    reading: { state: 'unknown', detail: '', evidence: '', composer: { kind: 'absent' }, above: [] },
    now: 10_000,
  }
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
