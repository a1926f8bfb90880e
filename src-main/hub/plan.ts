import { HubError } from '#contract/errors.ts'
import type { LaneName, PlannedDelivery, SubmitStrategy } from '#contract/delivery.ts'
import type { SendOptions, Sender } from '#contract/message.ts'
import type { Session } from '#contract/session.ts'
import type { BackendKind } from '#contract/address.ts'
import { chooseLane } from '#domain/choose-lane.ts'
import { renderFor } from '#domain/render.ts'
import { fillTemplate, valuesAt } from '#domain/template.ts'
import type { World } from '#domain/target-resolve.ts'
import type { Reach, Way } from '#lanes/lane.ts'
import type { Surveyor } from '#lanes/survey.ts'
import type { Quiet } from './attention/quiet-around.ts'
import { checkModeSwitch, checkOptions } from './check-send.ts'
import { foretell } from './foretell.ts'
import { isOwner, OWNER_MAILBOX } from './owner-mailbox.ts'
import { followMoved, resolveSessions } from './resolve-sessions.ts'
import type { Settings } from '#contract/settings.ts'
import type { Terminals } from './terminals.ts'

/** One recipient of a message: where, by which lane, and with what text. */
export interface Recipient {
  readonly address: string
  readonly name: string
  readonly lane: LaneName
  /** What will happen there, in words. */
  readonly note: string
  readonly text: string
  readonly isDoorbell: boolean
  /** Quiet hours there, which hold it. */
  readonly quiet?: Quiet | undefined
}

export interface PlannerParts extends Surveyor {
  readonly terminals: Terminals
  settings(): Settings
  /** Ways to press Return that this machine has. */
  readonly submitStrategies: readonly SubmitStrategy[]
  /** Those of them that a terminal of this kind has. */
  submitsOf(kind: BackendKind): readonly SubmitStrategy[]
  /** Every way this hub has; which of them lead to a recipient is asked for each one. */
  readonly ways: readonly Way[]
  world(): World
  /** Tells of any address whether it is in quiet hours now. */
  quiet(): (address: string) => Quiet | undefined
}

/** Works out what a send means now: who receives it, by which lane, and what would happen there. */
export interface Planner {
  recipients(options: SendOptions, from: Sender, messageId: string): readonly Recipient[]
  preview(options: SendOptions, from: Sender, messageId: string): Promise<readonly PlannedDelivery[]>
}

export function createPlanner(parts: PlannerParts): Planner {
  return {
    recipients(options, from, messageId) {
      checkOptions(parts, options)
      const recipients = resolveRecipients(parts, options, from, messageId)
      checkModeSwitch(options, recipients)
      if (options.kind !== 'note') return recipients
      const quiet = parts.quiet()
      return recipients.map(recipient => ({ ...recipient, quiet: quiet(recipient.address) }))
    },
    async preview(options, from, messageId) {
      checkOptions(parts, options)
      const recipients = resolveRecipients(parts, options, from, messageId)
      const quiet = options.kind === 'note' ? parts.quiet() : () => undefined
      return Promise.all(
        recipients.map(recipient => foretell(parts, { ...recipient, quiet: quiet(recipient.address) }, options)),
      )
    },
  }
}

function resolveRecipients(
  parts: PlannerParts,
  options: SendOptions,
  from: Sender,
  messageId: string,
): readonly Recipient[] {
  const others = options.to.filter(target => !isOwner(target))
  const toOwner = others.length === options.to.length ? [] : [ownerRecipient(options.body)]
  if (others.length === 0) return toOwner
  const world = parts.world()
  const toSessions = followMoved(world, resolveSessions(world, others, from), from).map((session, place) => {
    const body = fillFor(session, place + 1, options, world)
    return recipientOf(parts, session, { ...options, body }, from, messageId)
  })
  return [...toOwner, ...toSessions]
}

function ownerRecipient(body: string): Recipient {
  const note = 'waits in the mailbox until it is read'
  return { address: OWNER_MAILBOX, name: 'owner', lane: 'mailbox', note, text: body, isDoorbell: false }
}

/** The words for one target. Without a template they are the same for all. */
function fillFor(session: Session, place: number, { isTemplate, body }: SendOptions, world: World): string {
  if (!isTemplate) return body
  const filled = fillTemplate(body, valuesAt(session, world.groupsOf(session.address), place))
  if (filled.kind === 'filled') return filled.text
  const { message, variable, position } = filled.problem
  throw new HubError('bad_template', `${message} (for ${session.name})`, {
    hint: 'Nothing was sent. Correct the variable, or leave that target out.',
    data: { variable, position, target: session.address },
  })
}

function recipientOf(
  parts: PlannerParts,
  session: Session,
  options: SendOptions,
  from: Sender,
  messageId: string,
): Recipient {
  const reaches = new Map(parts.ways.map(way => [way.name, way.reach(session)]))
  const available = [...reaches].filter(([, reach]) => reach.kind === 'open').map(([name]) => name)
  const lane = chooseLane({ from, kind: options.kind, asked: options.lane, available })
  const reach = lane && reaches.get(lane)
  if (lane === undefined || reach?.kind !== 'open') throw noWay(session, options.lane, reaches, available)
  if (lane === 'terminal') checkSubmit(parts, session, options.submit)
  const { text, isDoorbell } = renderFor(lane, from, messageId, options.body)
  return { address: session.address, name: session.name, lane, note: reach.note, text, isDoorbell }
}

/** A key reaches only what has a window: text that is typed elsewhere would never be sent. */
function checkSubmit(parts: PlannerParts, { name, backend }: Session, asked: SubmitStrategy | undefined): void {
  if (asked === undefined) return
  const available = parts.submitsOf(backend)
  if (available.includes(asked)) return
  throw new HubError('unsupported', `Return cannot be pressed by ${asked} in ${name}`, {
    hint: `Nothing was sent. Its terminal has: ${available.join(', ')}.`,
    data: { what: asked, name },
  })
}

function noWay(
  { name }: Session,
  asked: LaneName | undefined,
  reaches: ReadonlyMap<LaneName, Reach>,
  available: readonly LaneName[],
): HubError {
  const reach = asked && reaches.get(asked)
  const why = reach?.kind === 'closed' ? `: ${reach.why}` : ''
  return new HubError('unsupported', `There is no ${asked} lane to ${name}${why}`, {
    hint: `Nothing was sent. The lanes to it are ${available.join(', ')}.`,
    data: { what: asked },
  })
}
