import { HubError } from '#contract/errors.ts'
import { uuidv7 } from '#contract/uuid.ts'
import type { Delivery, Session } from '#client/calls.ts'
import { pause } from '#client/pause.ts'
import { createRandomBytes } from '#platform/random-bytes.ts'
import type { CommandContext } from '../context.ts'
import { DIALOG_NAME, PLAYER_NAMES, startCast } from '../demo/cast.ts'
import { setStage, type Stage } from '../demo/stage.ts'
import { layoutOf } from '../view/layout.ts'
import { countStates, receiptDetail } from '../view/receipts.ts'
import { sessionLines } from '../view/sessions.ts'

const TEXT = 'rebase on main and run the tests'
/** Longest wait for the sample agents to show up, and for the receipts to end, in milliseconds. */
const PATIENCE = 60_000

/** The whole story on sample agents: five sessions, one message, four proofs, and one that is held back. */
export async function run(context: CommandContext): Promise<number> {
  const { output } = context
  const interrupted = watchInterrupt()
  await say(context, ['Starting a hub of its own and five sample agents.'])
  await using stage = await setStage(context)
  const where = await startCast(stage)
  await say(context, [
    `They run in ${where === 'tmux' ? 'a private tmux server' : 'ptys of the hub (there is no tmux here)'}; the hub finds them.`,
    'Nothing of yours is touched.',
    '',
    '$ comms ls',
  ])
  const sessions = await waitFor(context, interrupted, () => findCast(stage))
  await say(context, [
    ...sessionLines(sessions, layoutOf(context)),
    '',
    `$ comms send ${PLAYER_NAMES.join(' ')} -- "${TEXT}"`,
  ])
  const messageId = uuidv7(context.clock.now(), createRandomBytes()(10))
  await stage.hub.client.messages.send({ messageId, to: [...PLAYER_NAMES], body: TEXT })
  const receipts = await waitFor(context, interrupted, () => findOutcome(stage, messageId))
  await say(context, [
    ...receiptDetail(receipts, context),
    countStates(receipts, context.paint),
    '',
    `${DIALOG_NAME} has a permission dialog open: Return there would have approved it, so its message is held.`,
    'It would be delivered by itself once somebody has answered the dialog.',
    '',
    'On your own sessions:',
    '  npx comms up --background         start the hub',
    '  npx comms ls                      see every session and its state',
    '  npx comms send <names> -- "..."   write once, get proof from each',
  ])
  if (context.json) await output.json({ sessions, messageId, deliveries: receipts })
  return 0
}

async function findCast({ hub }: Stage): Promise<readonly Session[] | undefined> {
  const { sessions } = await hub.client.sessions.list({})
  const ready = sessions.filter(session => session.state === (session.name === DIALOG_NAME ? 'blocked' : 'idle'))
  return ready.length === PLAYER_NAMES.length ? sessions : undefined
}

async function findOutcome({ hub }: Stage, messageId: string): Promise<readonly Delivery[] | undefined> {
  const { deliveries } = await hub.client.messages.receipts({ messageId })
  const isOver = deliveries.every(({ to, state }) => state === (to.name === DIALOG_NAME ? 'held' : 'confirmed'))
  return isOver ? deliveries : undefined
}

/** Asks until there is an answer; a demo that does not come to its end fails loudly. */
async function waitFor<T>(
  context: CommandContext,
  interrupted: { readonly isSet: boolean },
  ask: () => Promise<T | undefined>,
): Promise<T> {
  const end = context.clock.monotonic() + PATIENCE
  while (context.clock.monotonic() < end) {
    if (interrupted.isSet) throw new HubError('not_reached', 'Interrupted; everything the demo started has been ended')
    const answer = await ask()
    if (answer !== undefined) return answer
    await pause(context.clock, 50)
  }
  throw new HubError('not_reached', 'The demo did not come to its end', { hint: 'comms doctor may tell why.' })
}

/** Ctrl-C, or a reader that went away, ends the demo in good order instead of leaving its sessions behind. */
function watchInterrupt(): { readonly isSet: boolean } {
  const interrupted = { isSet: false }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => (interrupted.isSet = true))
  return interrupted
}

async function say({ json, output }: CommandContext, lines: readonly string[]): Promise<void> {
  if (!json) await output.print([...lines])
}
