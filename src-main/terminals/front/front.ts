import { z } from 'zod'
import type { Address } from '#contract/address.ts'
import { HubError } from '#contract/errors.ts'
import { explainFailure } from '#platform/applescript/explain.ts'
import type { AppleScripts } from '#platform/applescript/scripts.ts'

export interface FrontParts {
  readonly scripts: AppleScripts
  /** Undefined when the machine does not tell; then nothing is done. */
  isSecureInputOn(): Promise<boolean | undefined>
  /** Device of the session's tty, as its terminal tells. */
  ttyOf(address: Address): string | undefined
}

/** What an act in front came to, and what was in front afterwards instead of the session, if anything. */
export interface DoneInFront<T> {
  readonly result: T
  readonly remark: string | undefined
}

/**
 * The front of the screen, where a key or a trigger of BetterTouchTool goes, whoever was meant. So a session is brought
 * there first, and looked for, before and after.
 */
export interface Front {
  /**
   * Does one thing to a session in front; others wait their turn. Whenever it is certain that nothing was done, it fails
   * with `pressed: false` in its data.
   *
   * @param undone what to say when it was not done: `Return was not pressed`
   */
  act<T>(address: Address, undone: string, deed: (sessionId: string) => Promise<T>): Promise<DoneInFront<T>>
}

const Seen = z.object({ application: z.string(), session: z.string(), tty: z.string() })
type Seen = z.infer<typeof Seen>

const ITERM = 'com.googlecode.iterm2'

export function createFront(parts: FrontParts): Front {
  let last: Promise<unknown> = Promise.resolve()
  return {
    act(address, undone, deed) {
      const turn = last.then(() => actInFront(parts, address, undone, deed))
      last = turn.catch(() => undefined)
      return turn
    },
  }
}

async function actInFront<T>(
  parts: FrontParts,
  address: Address,
  undone: string,
  deed: (sessionId: string) => Promise<T>,
): Promise<DoneInFront<T>> {
  const id = sessionIdOf(address)
  await assertKeysAllowed(parts, undone)
  await bringToFront(parts, id, address, undone)
  let result: T
  try {
    result = await deed(id)
  } catch (error) {
    throw explainFailure(error)
  }
  const after = await readFront(parts.scripts).catch(() => undefined)
  return { result, remark: remarkOn(after, id, parts.ttyOf(address)) }
}

function remarkOn(after: Seen | undefined, id: string, tty: string | undefined): string | undefined {
  if (after === undefined) return 'what was in front afterwards is not known'
  return isThere(after, id, tty) ? undefined : `afterwards ${nameOf(after)} was in front`
}

/** Whatever fails here, nothing was done: a buried session, for one, has no window that could come to the front. */
async function bringToFront(parts: FrontParts, id: string, address: Address, undone: string): Promise<void> {
  let before: Seen
  try {
    await parts.scripts.run('activate-session', [id])
    before = await readFront(parts.scripts)
  } catch (error) {
    throw refusal(undone, (error as Error).message)
  }
  if (!isThere(before, id, parts.ttyOf(address))) throw refusal(undone, `${nameOf(before)} is in front`)
}

function sessionIdOf(address: Address): string {
  if (address.startsWith('iterm2:')) return address.slice('iterm2:'.length)
  throw new HubError('unsupported', 'Only a session of iTerm2 can be brought to the front for this', {
    hint: 'The usual way needs no window: leave --by and --submit out.',
    data: { address, pressed: false },
  })
}

/** A trigger of BetterTouchTool may press keys too: the person can make it do anything. */
async function assertKeysAllowed({ isSecureInputOn }: FrontParts, undone: string): Promise<void> {
  const isOn = await isSecureInputOn()
  if (isOn === false) return
  throw refusal(undone, isOn === true ? 'Secure Input is on' : 'it cannot be told whether Secure Input is on')
}

async function readFront(scripts: AppleScripts): Promise<Seen> {
  return Seen.parse(await scripts.run('front-session'))
}

/** The tty is compared too: an id may come back after iTerm2 restored its windows. */
function isThere(front: Seen, id: string, tty: string | undefined): boolean {
  return front.application === ITERM && front.session === id && tty !== undefined && front.tty === tty
}

function nameOf({ application, session }: Seen): string {
  return application === ITERM ? `session ${session}` : application
}

function refusal(undone: string, why: string): HubError {
  return new HubError('terminal', `${undone}: ${why}`, { data: { pressed: false } })
}
