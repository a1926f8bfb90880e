import { z } from 'zod'
import type { Address } from '#contract/address.ts'
import { HubError } from '#contract/errors.ts'
import { explainFailure } from '#platform/applescript/explain.ts'
import type { AppleScripts } from '#platform/applescript/scripts.ts'

/** Return by a key goes wherever the keyboard is, so these ways bring the session to the front and look, before and after. */
export interface FrontParts {
  readonly scripts: AppleScripts
  /** Undefined when the machine does not tell; then nothing is pressed. */
  isSecureInputOn(): Promise<boolean | undefined>
  /** Device of the session's tty, as its terminal tells. */
  ttyOf(address: Address): string | undefined
}

const Front = z.object({ application: z.string(), session: z.string(), tty: z.string() })
type Front = z.infer<typeof Front>

const ITERM = 'com.googlecode.iterm2'

/**
 * Brings the session to the front, checks that it is there, and lets `press` press Return; looks once more and returns
 * what was in front instead, for the receipt, or nothing. Whenever it is certain that nothing was pressed, it fails with
 * `pressed: false` in its data.
 */
export async function pressInFront(
  parts: FrontParts,
  address: Address,
  press: (sessionId: string) => Promise<unknown>,
): Promise<string | undefined> {
  const id = sessionIdOf(address)
  await assertKeysAllowed(parts)
  await bringToFront(parts, id, address)
  try {
    await press(id)
  } catch (error) {
    throw explainFailure(error)
  }
  const after = await readFront(parts.scripts).catch(() => undefined)
  if (after !== undefined && isThere(after, id, parts.ttyOf(address))) return undefined
  return after === undefined ? 'what was in front afterwards is not known' : `afterwards ${nameOf(after)} was in front`
}

/** Whatever fails here, nothing was pressed: a buried session, for one, has no window that could come to the front. */
async function bringToFront(parts: FrontParts, id: string, address: Address): Promise<void> {
  let before: Front
  try {
    await parts.scripts.run('activate-session', [id])
    before = await readFront(parts.scripts)
  } catch (error) {
    throw refusal((error as Error).message)
  }
  if (!isThere(before, id, parts.ttyOf(address))) throw refusal(`${nameOf(before)} is in front`)
}

function sessionIdOf(address: Address): string {
  if (address.startsWith('iterm2:')) return address.slice('iterm2:'.length)
  throw new HubError('unsupported', 'Only a session of iTerm2 can be brought to the front for a key', {
    hint: 'Use --submit cr, which needs no window.',
    data: { address, pressed: false },
  })
}

async function assertKeysAllowed({ isSecureInputOn }: FrontParts): Promise<void> {
  const isOn = await isSecureInputOn()
  if (isOn === false) return
  throw refusal(isOn === true ? 'Secure Input is on' : 'it cannot be told whether Secure Input is on')
}

async function readFront(scripts: AppleScripts): Promise<Front> {
  return Front.parse(await scripts.run('front-session'))
}

/** The tty is compared too: an id may come back after iTerm2 restored its windows. */
function isThere(front: Front, id: string, tty: string | undefined): boolean {
  return front.application === ITERM && front.session === id && tty !== undefined && front.tty === tty
}

function nameOf({ application, session }: Front): string {
  return application === ITERM ? `session ${session}` : application
}

function refusal(why: string): HubError {
  return new HubError('terminal', `Return was not pressed: ${why}`, { data: { pressed: false } })
}
