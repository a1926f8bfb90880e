import { HubError } from '#contract/errors.ts'
import type { LaneName, PlannedDelivery, SubmitStrategy } from '#contract/delivery.ts'
import type { SendOptions, Sender } from '#contract/message.ts'
import type { Session } from '#contract/session.ts'
import type { BackendKind } from '#contract/address.ts'
import { chooseLane } from '#domain/choose-lane.ts'
import { checkGate } from '#domain/gate.ts'
import { renderFor } from '#domain/render.ts'
import { isOnlyControl } from '#domain/sanitize.ts'
import { fillTemplate, valuesAt } from '#domain/template.ts'
import { resolveTargets, type World } from '#domain/target-resolve.ts'
import type { Reach, Way } from '#lanes/lane.ts'
import { survey, type Surveyor } from '#lanes/survey.ts'
import type { Quiet } from './attention/quiet-around.ts'
import { isOwner, OWNER_MAILBOX } from './owner-mailbox.ts'
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

function checkOptions({ settings, submitStrategies }: PlannerParts, options: SendOptions): void {
  const { body, submit } = options
  checkBody(body, settings().bodyLimitBytes)
  checkTogether(options)
  if (submit === undefined || submitStrategies.includes(submit)) return
  throw new HubError('unsupported', `Submitting by ${submit} is not available on this machine`, {
    hint: `Nothing was sent. Available: ${submitStrategies.join(', ')}.`,
    data: { what: submit },
  })
}

function checkTogether({ together, expiresInSeconds = Infinity }: SendOptions): void {
  if (together === undefined || together.waitSeconds < expiresInSeconds) return
  throw new HubError(
    'bad_request',
    `It would expire after ${expiresInSeconds} s, before its targets were waited for (${together.waitSeconds} s)`,
    { hint: 'Nothing was sent. Let it expire later, or wait for less long.' },
  )
}

function checkBody(body: string, limit: number): void {
  const size = Buffer.byteLength(body)
  if (size > limit) {
    throw new HubError('body_too_large', `The text has ${size} bytes; the limit is ${limit}`, {
      hint: 'Nothing was sent or cut. Put the text into a file and send its path.',
      data: { limit, size },
    })
  }
  if (body.length === 0) throw emptyBody('The text is empty')
  if (isOnlyControl(body)) throw emptyBody('The text holds nothing but blanks and control characters')
}

function emptyBody(message: string): HubError {
  return new HubError('empty_body', message, { hint: 'Nothing was sent. Write something to say.' })
}

/** A leading `!` runs a shell command in some agents, without asking there. So it is asked here. */
function checkModeSwitch(options: SendOptions, recipients: readonly Recipient[]): void {
  if (options.confirmed || !recipients.some(one => one.lane === 'terminal' && one.text.startsWith('!'))) return
  throw new HubError('needs_confirmation', 'A text that starts with "!" runs as a shell command in some agents', {
    hint: 'Nothing was sent. Repeat with --yes if that is what you mean.',
    data: { why: 'leading_bang' },
  })
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

/** Sessions the targets mean. A sender never gets its own broadcast. */
export function resolveSessions(world: World, targets: readonly string[], from?: Sender): readonly Session[] {
  const found = resolveTargets(targets, world)
  switch (found.kind) {
    case 'resolved': {
      const sessions = found.sessions.filter(session => session.address !== from?.address)
      if (sessions.length > 0) return sessions
      throw new HubError('not_found', 'The targets mean nobody but the sender', { data: { what: 'session' } })
    }
    case 'not_found':
      throw new HubError('not_found', `No session answers to "${found.name}"`, {
        hint: found.near.length > 0 ? `Did you mean ${found.near.join(', ')}?` : whereToLook(found.name),
        data: { what: 'session', name: found.name, near: found.near },
      })
    case 'ambiguous':
      throw new HubError('ambiguous', `"${found.name}" means ${found.candidates.length} sessions`, {
        hint: `Use one of: ${found.candidates.map(candidate => candidate.address).join(', ')}`,
        data: { name: found.name, candidates: found.candidates.map(({ address, name }) => ({ address, name })) },
      })
    case 'bad_filter':
      throw new HubError('bad_filter', `The filter "${found.filter}" cannot be read: ${found.message}`, {
        data: { filter: found.filter, position: found.position },
      })
  }
}

function whereToLook(name: string): string {
  return name.startsWith('@') ? 'comms group ls shows every group.' : 'comms ls shows every session.'
}

/** A conversation that moved to the background is written to there: what its terminal shows now may be another. */
function followMoved(world: World, sessions: readonly Session[], from: Sender): readonly Session[] {
  const byAddress = new Map(world.sessions.map(session => [session.address, session]))
  const followed = sessions.map(session => byAddress.get(session.movedTo ?? '') ?? session)
  return [...new Set(followed)].filter(({ address }) => address !== from.address)
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

/** Asks the gate as the lane will, on a fresh look, and types nothing. */
async function foretell(parts: PlannerParts, recipient: Recipient, options: SendOptions): Promise<PlannedDelivery> {
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
