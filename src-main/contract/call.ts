import { oc } from '@orpc/contract'
import { z } from 'zod'
import { ERRORS, type ErrorCode } from './errors.ts'
import { Target } from './message.ts'

/**
 * Who may make a call. `agent` calls are answered on both sockets; `owner` calls only for people, on `hub.sock`.
 */
export type Power = 'agent' | 'owner'

interface CallMeta {
  readonly power: Power
}

/** What every entry of the contract begins with: a call for people only, unless it says `.meta(agent)`. */
export const call = oc.$meta<CallMeta>({ power: 'owner' })

/** Opens a call to agents too. */
export const agent: CallMeta = { power: 'agent' }

/** The rows of the error table a call may answer with, in the form the contract wants. */
export function errors<Code extends ErrorCode>(...codes: readonly Code[]) {
  return Object.fromEntries(codes.map(code => [code, { status: ERRORS[code].status }])) as {
    [K in Code]: { status: (typeof ERRORS)[K]['status'] }
  }
}

export const OneTarget = z.strictObject({ target: Target })
export const Done = z.object({ ok: z.literal(true) })
