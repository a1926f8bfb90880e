import type { HubStatus } from '#client/calls.ts'
import type { CommandContext } from './context.ts'
import { printSafe } from './print-safe.ts'

/** Says that a hub answers, with its pid and home, as `up` does in either way. */
export async function announceHub({ json, output }: CommandContext, status: HubStatus): Promise<void> {
  if (json) await output.json(status)
  else await output.print(printSafe(`Hub ${status.version} runs: pid ${status.pid}, home ${status.home}`))
}
