import type { Clock } from '#domain/ports.ts'
import type { AppleScripts } from '#platform/applescript/scripts.ts'
import { probeSocket } from '../probe-socket.ts'
import { requestCookie } from './cookie.ts'
import { explainCookie, explainRefusal, failed, OFF, TOO_OLD, type Away } from './link-state.ts'
import { openWebsocket, type Opened } from './open-websocket.ts'
import { findSocket, isEverybodyAllowed, type Places } from './places.ts'
import { isAtLeast, SINCE } from './protocol-version.ts'

export interface ConnectParts {
  readonly places: Places
  readonly scripts: AppleScripts
  readonly clock: Clock
  readonly signal: AbortSignal
  /** A cookie is asked for now, which may wait for a person. */
  onAsking(): void
}

export type Connected =
  | (Extract<Opened, { readonly kind: 'open' }> & { readonly madeAt: number })
  | { readonly kind: 'away'; readonly state: Away }

/** Connects once. Asks for a cookie only when somebody listens, so that no event ever launches iTerm2. */
export async function connectOnce(parts: ConnectParts): Promise<Connected> {
  const found = findSocket(parts.places)
  if (found === undefined) return away(OFF)
  const answer = await probeSocket(parts.places.socket, parts.clock)
  if (answer === 'dead') return away(OFF)
  if (answer === 'silent') return away(failed('nobody takes the connection'))
  const opened = await openWithCookie(parts)
  if (opened.kind !== 'open') return opened
  if (isAtLeast(opened.protocol, SINCE.oldest)) return { ...opened, madeAt: found.madeAt }
  opened.socket.terminate()
  return away(TOO_OLD)
}

/** A cookie can be spent by a connection that was lost before its answer: a second one is worth a try, a third is not. */
async function openWithCookie(parts: ConnectParts) {
  for (let tries = 0; ; tries++) {
    parts.onAsking()
    const opened = await openFresh(parts)
    if (opened.kind === 'refused' && opened.status === 401 && tries === 0) continue
    switch (opened.kind) {
      case 'open':
      case 'away':
        return opened
      case 'absent':
        return away(OFF)
      case 'refused':
        return away(explainRefusal(opened.status))
      case 'failed':
        return away(failed(opened.reason))
    }
  }
}

async function openFresh({ places, scripts, signal }: ConnectParts): Promise<Opened | ReturnType<typeof away>> {
  if (isEverybodyAllowed(places)) return openWebsocket(places.socket, undefined)
  try {
    return await openWebsocket(places.socket, await requestCookie(scripts, signal))
  } catch (error) {
    return away(explainCookie(error))
  }
}

function away(state: Away) {
  return { kind: 'away', state } as const
}
