import { HubError } from '#contract/errors.ts'
import type { Address } from '#contract/address.ts'
import type { Screen } from '#contract/session.ts'
import { visibleLine } from '#domain/sanitize.ts'
import type { Moment } from '#domain/screen-history.ts'
import type { Hub } from './hub.ts'

/** A row wider than this (terminal columns) is cut: nobody reads on, and a hostile terminal may say it is a mile wide. */
const WIDEST_ROW = 2_000

export type ScreenSource = Pick<Hub, 'clock'> & { readonly terminals: Pick<Hub['terminals'], 'backendOf'> }

/** What a session shows now, as text that is safe to put on a page. Fails as the terminal's own look does. */
export async function readScreen(hub: ScreenSource, address: Address): Promise<Screen> {
  const { screen, terminal } = await hub.terminals.backendOf(address).look(address)
  if (terminal.screenless) {
    throw new HubError('unsupported', 'It runs in the background and has no screen', {
      hint: 'comms transcript shows what was said there.',
      data: { what: 'screen', name: address },
    })
  }
  return toScreen(address, { at: hub.clock.now(), screen, inMode: terminal.inMode })
}

/** A screen as text that is safe to put on a page. */
export function toScreen(address: Address, { at, screen, inMode }: Moment): Screen {
  return {
    address,
    lines: screen.lines.map(line => visibleLine(line, WIDEST_ROW)),
    cursor: { ...screen.cursor },
    alternate: screen.alternate,
    inMode,
    at: new Date(at).toISOString(),
  }
}
