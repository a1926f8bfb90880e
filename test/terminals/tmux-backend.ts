import type { Address } from '#contract/address.ts'
import { HubError } from '#contract/errors.ts'
import type { TerminalBackend, TerminalChange } from '#domain/ports.ts'
import { createSystemClock } from '#platform/clock.ts'
import { createTmuxBackend, type TmuxOptions } from '#terminals/tmux/backend.ts'
import type { TmuxServer } from '../support/tmux-server.ts'
import { eventually } from './backend-contract.ts'

/** A started back end on a private server, with everything it said. */
export interface Watched extends AsyncDisposable {
  readonly backend: TerminalBackend
  readonly changes: readonly TerminalChange[]
  readonly logged: readonly string[]
  /** Waits for a change of this kind of this session. */
  sees(kind: TerminalChange['kind'], address: Address): Promise<TerminalChange>
  /** Waits until the session is listed. */
  lists(address: Address): Promise<unknown>
}

export async function watchServer(server: TmuxServer, options: Partial<TmuxOptions> = {}): Promise<Watched> {
  const changes: TerminalChange[] = []
  const logged: string[] = []
  const backend = createTmuxBackend({
    socketFolders: [server.socketFolder],
    extraSockets: [],
    clock: createSystemClock(),
    log: (message, data) => logged.push(`${message} ${JSON.stringify(data)}`),
    ...options,
  })
  backend.onChange(change => changes.push(change))
  await backend.start()
  // It has listed; a look waits until it is connected, too.
  const [first] = backend.list()
  if (first !== undefined) await backend.look(first.address)
  return {
    backend,
    changes,
    logged,
    sees: (kind, address) =>
      eventually(`${kind} ${address}`, () =>
        changes.find(change => change.kind === kind && addressesOf(change).includes(address)),
      ),
    lists: address =>
      eventually(`${address} is listed`, () => backend.list().find(terminal => terminal.address === address)),
    [Symbol.asyncDispose]: () => backend[Symbol.asyncDispose](),
  }
}

function addressesOf(change: TerminalChange): readonly Address[] {
  if ('terminal' in change) return [change.terminal.address]
  return 'addresses' in change ? change.addresses : [change.address]
}

/** How a call ended: its error code and message, or `done`. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'done'
  } catch (error) {
    if (error instanceof HubError) return `${error.code}: ${error.message}`
    throw error
  }
}
