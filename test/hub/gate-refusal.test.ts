import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { Profile } from '#contract/profile.ts'
import { advance, FRESH, type DeliveryFacts } from '#domain/delivery.ts'
import type { TerminalBackend } from '#domain/ports.ts'
import type { Carried, Report } from '#lanes/lane.ts'
import { identityOf, survey } from '#lanes/survey.ts'
import { createTerminalLane } from '#lanes/terminal-lane.ts'
import { createSystemClock } from '#platform/clock.ts'
import { createMachine } from '#platform/processes.ts'
import { carriageReturn } from '#terminals/submit/carriage-return.ts'
import { eventually } from '../platform/eventually.ts'
import { readRecorderLog, recorderCommand } from '../support/recorder.ts'
import { startTmuxServer, type TmuxServer } from '../support/tmux-server.ts'
import { watchServer } from '../terminals/tmux-backend.ts'

const PROFILE = new URL('../support/recorder.profile.json', import.meta.url)

it('waits when tmux itself refuses in the last moment: copy mode behind the open gate leaves no doubt [S2]', async () => {
  await using server = await startTmuxServer()
  const log = `${server.folder}/log.jsonl`
  const pane = await server.newSession(recorderCommand({ log }))
  await using watched = await watchServer(server)
  const { lane, carried } = await prepareLane(server, watched.backend, pane)
  const { report, states } = followReports(carried.facts)

  const result = await lane.carry(carried, report, new AbortController().signal)

  expect(states()).toEqual(['sending', 'held'])
  expect(result).toMatchObject({ kind: 'again' })
  expect(readRecorderLog(log).bytes.length).toBe(0)
})

/** A lane whose terminal goes into copy mode between the gate and the write. */
async function prepareLane(server: TmuxServer, real: TerminalBackend, pane: string) {
  const address = `tmux:default/${pane}`
  const profile = Profile.parse(JSON.parse(readFileSync(PROFILE, 'utf8')))
  const machine = createMachine()
  const clock = createSystemClock()
  const backend: TerminalBackend = Object.create(real, {
    look: { value: real.look.bind(real) },
    type: {
      async value(...call: Parameters<TerminalBackend['type']>) {
        await server.run('copy-mode', '-t', pane)
        await real.type(...call)
      },
    },
  })
  const parts = {
    clock,
    machine,
    profiles: () => [profile],
    submitWayOf: () => ({ way: 'auto', from: 'usual' }) as const,
    backendOf: () => backend,
    submitMethod: () => carriageReturn(backend, 'Enter' as const),
    isAlive: () => Promise.resolve(true),
  }
  const facts = await eventually(
    async () => survey(parts, await real.look(address)),
    ({ reading }) => reading.state === 'idle',
  )
  const carried: Carried = {
    id: 'd1',
    messageId: 'm1',
    from: { kind: 'owner', name: 'owner', address: null },
    address,
    text: 'hello',
    facts: { ...FRESH, state: 'queued', lane: 'terminal', expiresAt: clock.now() + 60_000 },
    identity: identityOf(facts.terminal, facts.process, profile.id) ?? null,
    intent: null,
    submit: null,
    confirmed: false,
    asCommand: false,
  }
  return { lane: createTerminalLane(parts), carried }
}

function followReports(start: DeliveryFacts) {
  const states: string[] = []
  let facts = start
  const report: Report = event => {
    const moved = advance(facts, event)
    if (moved.kind === 'refused') return Promise.resolve(undefined)
    facts = moved.delivery
    states.push(facts.state)
    return Promise.resolve(facts)
  }
  return { report, states: () => states }
}
