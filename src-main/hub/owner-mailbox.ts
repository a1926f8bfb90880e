/** Where messages for the person who owns the hub wait; not a session. */
export const OWNER_MAILBOX = 'person:owner'
