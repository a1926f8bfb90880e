import type { Need, NeedOutcome } from '#contract/need.ts'
import type { HookReport } from '#contract/hook.ts'
import type { HookedSession } from '../hooks/hooked-sessions.ts'

/** What a person said. */
export interface Verdict {
  readonly decision: 'allow' | 'deny'
  readonly reason: string | undefined
}

/** How a request ended for the hook that waits with it. */
export type NeedEnd = { readonly outcome: NeedOutcome; readonly verdict?: Verdict }

/** A request that is open, and the hooks that hold it: two when a program has the same hook twice. */
export interface OpenNeed {
  readonly need: Need
  /** Process of the agent that asks. */
  readonly pid: number
  /** What tells of the same tool call when it has run. */
  readonly callKey: string
  readonly waiting: Set<(end: NeedEnd) => void>
  /** Its session was seen blocked, so that not being blocked means something. */
  wasBlocked: boolean
}

/** The requests that are open now. In memory only: when the hub stops, the terminal's own dialogs are in charge. */
export class OpenNeeds {
  readonly #open = new Map<string, OpenNeed>()
  readonly #onClosed: (closed: OpenNeed, end: NeedEnd) => void

  constructor(onClosed: (closed: OpenNeed, end: NeedEnd) => void) {
    this.#onClosed = onClosed
  }

  list(): readonly OpenNeed[] {
    return [...this.#open.values()]
  }

  /** By its whole id, or the end of it as it is shown. */
  find(id: string): readonly OpenNeed[] {
    const whole = this.#open.get(id)
    if (whole !== undefined) return [whole]
    return this.list().filter(({ need }) => need.id.replaceAll('-', '').endsWith(id.toLowerCase()))
  }

  add(open: OpenNeed): void {
    this.#open.set(open.need.id, open)
  }

  /** Lets every hook that waits with it go. False when it was closed already. */
  close(id: string, end: NeedEnd): boolean {
    const open = this.#open.get(id)
    if (open === undefined) return false
    this.#open.delete(id)
    for (const tell of open.waiting) tell(end)
    this.#onClosed(open, end)
    return true
  }

  /** What other hooks of the session say about its requests: a tool that has run, or a turn that is over, was decided. */
  notice({ address, pid }: HookedSession, report: HookReport): void {
    const mine = this.list().filter(({ need }) => need.session.address === address)
    for (const { need, pid: asker, callKey } of mine) {
      if (asker !== pid) this.close(need.id, { outcome: 'gone' })
      else if (report.event === 'PostToolUse') {
        if (callKey === callKeyOf(report)) this.close(need.id, { outcome: 'elsewhere' })
      } else if (report.agent_id === undefined && ENDS_A_TURN.has(report.event)) {
        this.close(need.id, { outcome: 'elsewhere' })
      }
    }
  }

  /** A session that was blocked and works on was answered in its terminal; with several open nobody knows which one. */
  sawState(address: string, state: string): void {
    const mine = this.list().filter(({ need }) => need.session.address === address)
    for (const open of mine) {
      if (state === 'blocked') open.wasBlocked = true
      else if (state === 'gone') this.close(open.need.id, { outcome: 'gone' })
      else if (open.wasBlocked && mine.length === 1 && ANSWERED.has(state)) {
        this.close(open.need.id, { outcome: 'elsewhere' })
      }
    }
  }
}

const ENDS_A_TURN: ReadonlySet<string> = new Set([
  'SessionStart',
  'SessionEnd',
  'UserPromptSubmit',
  'Stop',
  'StopFailure',
])
/** States in which no dialog is open. */
export const ANSWERED: ReadonlySet<string> = new Set(['working', 'idle', 'done', 'error'])

export function callKeyOf({ tool_name, tool_input, mcp_server_name, message }: HookReport): string {
  return JSON.stringify([tool_name, tool_input, mcp_server_name, message])
}
