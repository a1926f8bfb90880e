import type { Inputs } from '#client/calls.ts'

/** Who may set a title. A test holds them equal to the contract's, which is not loaded here. */
export const TITLE_WAYS = ['terminal', 'btt'] as const satisfies readonly Inputs['sessions']['title']['by'][]
