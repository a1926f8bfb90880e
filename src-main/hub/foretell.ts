import type { LaneName, PlannedDelivery } from '#contract/delivery.ts'
import { HubError } from '#contract/errors.ts'
import type { SendOptions } from '#contract/message.ts'
import { checkGate } from '#domain/gate.ts'
import { survey, type Surveyor } from '#lanes/survey.ts'
import type { Quiet } from './attention/quiet-around.ts'
import type { Terminals } from './terminals.ts'

interface ForetellParts extends Surveyor {
  readonly terminals: Pick<Terminals, 'backendOf'>
}

interface Planned {
  readonly address: string
  readonly name: string
  readonly lane: LaneName
  readonly note: string
  readonly text: string
  readonly quiet: Quiet | undefined
}

/** Asks the gate as the lane will, on a fresh look, and types nothing. */
export async function foretell(
  parts: ForetellParts,
  recipient: Planned,
  options: SendOptions,
): Promise<PlannedDelivery> {
  const to = { address: recipient.address, name: recipient.name }
  const { lane, text, quiet } = recipient
  if (quiet !== undefined) return { to, outcome: 'hold', lane, reason: 'quiet_hours', detail: quiet.evidence, text }
  if (lane !== 'terminal') return { to, outcome: 'send', lane, reason: null, detail: recipient.note, text }
  try {
    const look = await parts.terminals.backendOf(recipient.address).look(recipient.address)
    const facts = await survey(parts, look)
    const request = {
      text,
      identity: null,
      expectedIsAlive: true,
      confirmed: options.confirmed,
      asCommand: options.asCommand,
      submit: options.submit ?? null,
    }
    const answer = checkGate(facts, request)
    if (answer.kind === 'open') return { to, outcome: 'send', lane, reason: null, detail: answer.evidence, text }
    const outcome = answer.kind === 'hold' ? 'hold' : 'skip'
    return { to, outcome, lane, reason: answer.reason, detail: answer.evidence, text }
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    const reason = error.code === 'not_found' ? 'gone' : 'terminal_away'
    return { to, outcome: reason === 'gone' ? 'skip' : 'hold', lane, reason, detail: error.message, text }
  }
}
