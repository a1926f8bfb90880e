import { HubError } from '#contract/errors.ts'
import type { SubmitStrategy } from '#contract/delivery.ts'
import type { ClaudeFacts, Session } from '#contract/session.ts'
import { matchesSession, parseFilter } from '#domain/filter.ts'
import { visibleLine } from '#domain/sanitize.ts'
import { listRecentForAddress } from '#store/delivery-lists.ts'
import { toReceipts } from '#store/steps.ts'
import { noted, noteDeed } from '../audit.ts'
import type { Hub } from '../hub.ts'
import { oneSession } from '../one-session.ts'
import { readScreen } from '../read-screen.ts'
import { windowsOf } from '../windows-of.ts'
import { handle } from './handle.ts'

const RECENT_RECEIPTS = 10

export const list = handle.sessions.list.handler(({ input, context: { hub } }) => {
  const parsed = parseFilter(input.filter)
  if (parsed.kind === 'bad') {
    throw new HubError('bad_filter', parsed.message, { data: { filter: input.filter, position: parsed.position } })
  }
  const world = hub.world()
  const sessions = hub.roster.sessions().filter(session => matchesSession(parsed.filter, session, world))
  return { sessions: sessions.toSorted(byPlace), hints: [...parsed.hints] }
})

export const show = handle.sessions.show.handler(async ({ input, context: { hub } }) => {
  const found = oneSession(hub, input.target)
  const session = (await hub.refresh(found.address))?.session ?? found
  const receipts = toReceipts(hub.store.read, listRecentForAddress(hub.store.read, session.address, RECENT_RECEIPTS))
  return { session, receipts, claude: claudeFactsOf(hub, session.address) }
})

function claudeFactsOf(hub: Hub, address: string): ClaudeFacts | null {
  const found = hub.claudeSessions.at(address)
  if (found === undefined) return null
  const { sessionId, version, status, waitingFor, permissionMode, transcript, inbox } = found
  return { sessionId, version, status, waitingFor, permissionMode, transcript, hasInbox: inbox !== null }
}

export const screen = handle.sessions.screen.handler(async ({ input, context: { hub } }) => {
  const { address } = oneSession(hub, input.target)
  return readScreen(hub, address)
})

export const focus = handle.sessions.focus.handler(async ({ input, context: { hub, caller } }) => {
  const { address, name } = oneSession(hub, input.target)
  await noted(hub, caller, { what: 'focus', target: name }, () => hub.terminals.backendOf(address).focus(address))
  return { ok: true as const }
})

export const title = handle.sessions.title.handler(async ({ input, context: { hub, caller } }) => {
  const { address, name } = oneSession(hub, input.target)
  const text = visibleLine(input.title)
  const what = `${input.of === 'session' ? '' : `${input.of} `}title "${text}"${input.by === 'btt' ? ' by btt' : ''}`
  await noted(hub, caller, { what, target: name }, () => {
    if (input.by === 'btt') return titleByTrigger(hub, input.of, address, text)
    if (input.of === 'session') return hub.terminals.backendOf(address).setTitle(address, text)
    return windowsOf(hub, address).setTitleOf(input.of, address, text)
  })
  await hub.refresh(address)
  return { ok: true as const }
})

function titleByTrigger(hub: Hub, of: string, address: string, title: string): Promise<void> {
  if (of !== 'session')
    throw new HubError('bad_request', 'BetterTouchTool titles a session, and no tab or window alone')
  if (hub.titleByTrigger !== undefined) return hub.titleByTrigger(address, title)
  throw new HubError('unsupported', 'BetterTouchTool is not available on this machine', {
    hint: 'It needs macOS. The terminal itself sets titles everywhere: leave --by out.',
    data: { what: 'btt' },
  })
}

export const submit = handle.sessions.submit.handler(async ({ input, context: { hub, caller } }) => {
  const session = oneSession(hub, input.target)
  assertHasWay(hub, session, input.submit)
  const what = `submit ${input.submit ?? 'as its profile says'}`
  await hub.store.write(tx => {
    hub.sessionSubmits.set(tx, session.address, input.submit)
    noteDeed(hub, tx, caller, { what, target: session.name, result: 'done' })
  })
  const entry = await hub.refresh(session.address)
  return { submit: (entry?.session ?? session).submit }
})

function assertHasWay(hub: Hub, { address, name }: Session, submit: SubmitStrategy | null): void {
  const ways = hub.submitsAt(address)
  if (submit === null || ways.includes(submit)) return
  throw new HubError('unsupported', `Return cannot be pressed by ${submit} in ${name}`, {
    hint: `Nothing was changed. ${ways.length === 0 ? 'It has no terminal' : `Its terminal has: ${ways.join(', ')}`}.`,
    data: { what: submit, name: address },
  })
}

export const start = handle.sessions.start.handler(async ({ input, context: { hub, caller } }) => {
  const { name, ...request } = input
  // The program alone: its arguments may hold what is nobody's business.
  const deed = { what: `start ${visibleLine(input.command[0] ?? '', 200)}`, target: visibleLine(name ?? '') }
  const address = await noted(hub, caller, deed, () =>
    hub.ownSessions.start(name === undefined ? request : { ...request, name }),
  )
  await hub.refresh(address)
  return { address }
})

function byPlace(a: Session, b: Session): number {
  return (
    a.backend.localeCompare(b.backend) || a.location.window.localeCompare(b.location.window) || compareNumbers(a, b)
  )
}

function compareNumbers(a: Session, b: Session): number {
  const compare = new Intl.Collator('en', { numeric: true }).compare
  return compare(`${a.location.tab} ${a.location.pane}`, `${b.location.tab} ${b.location.pane}`)
}
