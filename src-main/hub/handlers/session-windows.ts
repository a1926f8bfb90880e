import type { Session } from '#contract/session.ts'
import { HubError } from '#contract/errors.ts'
import { visibleLine } from '#domain/sanitize.ts'
import { shellWord } from '#platform/shell-word.ts'
import { noted } from '../audit.ts'
import type { Hub } from '../hub.ts'
import { windowsOf } from '../windows-of.ts'
import { handle } from './handle.ts'
import { oneSession } from '../one-session.ts'

export const open = handle.sessions.open.handler(async ({ input, context: { hub, caller } }) => {
  const { where, command, cwd } = input
  const beside = input.beside === undefined ? undefined : oneSession(hub, input.beside)
  const session = {
    ...(command.length > 0 && { command: command.map(shellWord).join(' ') }),
    ...(cwd !== undefined && { folder: cwd }),
  }
  // The program alone: its arguments may hold what is nobody's business.
  const program = visibleLine(command[0] ?? 'a shell', 200)
  const address = await noted(hub, caller, { what: `open ${program}: ${where}`, target: beside?.name ?? '' }, () => {
    const windows = beside === undefined ? windowsOf(hub, 'iterm2:') : windowsOf(hub, beside.address)
    if (where === 'window') return windows.openWindow(session, beside?.address)
    if (where === 'tab') return windows.open(session, beside?.address)
    return windows.split(splitOf(beside), where, session)
  })
  await hub.refresh(address)
  return { address }
})

function splitOf(beside: Session | undefined): string {
  if (beside !== undefined) return beside.address
  throw new HubError('bad_request', 'A split needs the session whose pane is split')
}

export const close = handle.sessions.close.handler(async ({ input, context: { hub, caller } }) => {
  const session = oneSession(hub, input.target)
  await noted(hub, caller, { what: 'close', target: session.name }, async () => {
    if (session.backend === 'pty') return hub.ownSessions.close(session.address)
    await assertMayClose(hub, session, input.confirmed)
    return windowsOf(hub, session.address).close(session.address)
  })
  return { ok: true as const }
})

/** Closing ends whatever runs. Only a shell that waits at its prompt ends without a yes. */
async function assertMayClose(hub: Hub, { address, name }: Session, isConfirmed: boolean): Promise<void> {
  if (isConfirmed) return
  const entry = await hub.refresh(address)
  const isIdleShell = entry?.profile?.class === 'shell' && entry.identity?.pid === entry.identity?.rootPid
  if (isIdleShell && entry?.identity !== null) return
  const what = entry?.profile?.name ?? 'a program without a profile'
  throw new HubError('needs_confirmation', `${what} runs in ${name}; closing ends it`, {
    hint: 'Nothing was closed. Repeat it with --yes if that is what you want.',
    data: { name: address },
  })
}

export const tag = handle.sessions.tag.handler(async ({ input, context: { hub, caller } }) => {
  const { address, name } = oneSession(hub, input.target)
  await noted(hub, caller, { what: `tag ${input.name}`, target: name }, () =>
    windowsOf(hub, address).setTag(address, input.name, visibleLine(input.value, 1_000)),
  )
  return { ok: true as const }
})

export const tagged = handle.sessions.tagged.handler(async ({ input, context: { hub } }) => {
  const { address } = oneSession(hub, input.target)
  return { value: (await windowsOf(hub, address).findTag(address, input.name)) ?? null }
})
