import type { Inputs } from '#client/calls.ts'

type SendInput = Inputs['messages']['send']

/** Values of the send flags. A test holds them equal to the contract's, which is not loaded here. */
export const LANES = [
  'inbox',
  'hook',
  'channel',
  'terminal',
  'mailbox',
  'bridge',
  'peer',
] as const satisfies readonly SendInput['lane'][]
export const SUBMITS = ['cr', 'btt', 'keystroke', 'auto'] as const satisfies readonly SendInput['submit'][]
export const KINDS = ['task', 'note'] as const satisfies readonly SendInput['kind'][]
export const OTHERWISE = ['retract', 'send-ready'] as const
