/** Where messages for the person who owns the hub wait; not a session. */
export const OWNER_MAILBOX = 'person:owner'

/** The owner's mailbox, as a person or agent writes it. */
export function isOwner(target: string): boolean {
  return target === 'owner' || target === OWNER_MAILBOX
}
