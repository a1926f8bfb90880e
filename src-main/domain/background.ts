import type { Address } from '#contract/address.ts'

const PREFIX = 'claude:'

/** Where a session in the background of Claude Code is written to, whatever its process. */
export function addressOfJob(job: string): Address {
  return `${PREFIX}${job}`
}

/** The job an address names; undefined for every other address. */
export function jobAt(address: string): string | undefined {
  return address.startsWith(PREFIX) ? address.slice(PREFIX.length) : undefined
}

/** Why nobody writes any more to the terminal a conversation came from. */
export function whyMoved(job: string): string {
  return `its conversation moved to the background (${addressOfJob(job)})`
}
