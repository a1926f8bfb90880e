import { whyMoved } from './background.ts'
import { commandOf, fail, hold, skip, type GateAnswer, type GateFacts, type GateRequest } from './gate-facts.ts'

/** G1: the same place. */
export function checkPlace({ terminal }: GateFacts, { identity }: GateRequest): GateAnswer | undefined {
  if (terminal.dead) return skip('pane_dead', 'the pane is dead: its program has ended')
  if (identity === null) return undefined
  const same =
    terminal.server.pid === identity.serverPid &&
    terminal.server.startedAt === identity.serverStartedAt &&
    terminal.tty === identity.tty &&
    terminal.rootPid === identity.rootPid
  return same
    ? undefined
    : fail(
        'identity_changed',
        `${terminal.address} is another terminal now (${terminal.tty}, process ${terminal.rootPid})`,
      )
}

/** G2: the same program is in front. */
export function checkProcess(facts: GateFacts, request: GateRequest): GateAnswer | undefined {
  const { process } = facts
  if (process === undefined) return hold('state_unknown', 'the machine does not tell which program is in front')
  const { identity } = request
  if (identity === null) return undefined
  if (process.pid === identity.pid && process.startedAt === identity.pidStartedAt) {
    const wasKnown = identity.kind !== 'unknown'
    // The kernel takes a dying process's arguments first: what it was is no longer to be seen, and soon it is gone.
    if (wasKnown && process.argv.length === 0)
      return hold('state_unknown', `${identity.kind} (process ${process.pid}) is about to end`)
    return undefined
  }
  const inFront = `${commandOf(process)} (process ${process.pid}) is in front`
  if (request.expectedIsAlive) return hold('not_in_front', `${inFront}, not ${identity.kind} (process ${identity.pid})`)
  return fail('agent_exited', `${identity.kind} (process ${identity.pid}) has ended; ${inFront}`)
}

/** G2, second half: a terminal whose conversation went to the background shows a list, or any session opened from it. */
export function checkMoved({ told }: GateFacts): GateAnswer | undefined {
  if (told === undefined || told.movedToJob === null) return undefined
  return hold('not_in_front', whyMoved(told.movedToJob))
}

/** Only agents are typed into; the owner may open shells and interpreters for one send. */
export function checkProgram({ profile, process }: GateFacts, request: GateRequest): GateAnswer | undefined {
  const name = process === undefined ? 'a program' : commandOf(process)
  if (profile === undefined) {
    return request.confirmed || request.asCommand
      ? undefined
      : skip('not_an_agent', `${name} has no profile: confirm the send, or teach it in one file`)
  }
  switch (profile.class) {
    case 'agent':
      return undefined
    case 'shell':
      return request.asCommand ? undefined : skip('shell', `${name} is a shell: the text would run as a command`)
    case 'interpreter':
      return request.asCommand ? undefined : skip('shell', `${name} runs what it is given, like a shell`)
    case 'editor':
      return skip('editor', `${name} is an editor: keys are commands there`)
    case 'pager':
      return skip('pager', `${name} is a pager: keys are commands there`)
  }
}
