/** As long as a tree waits for the next letter of a name, in milliseconds. */
const PATIENCE = 1_000

/**
 * Follows a name that is typed in a tree: its first letter is one that no command has, and from there on every letter
 * belongs to the name.
 */
export function followTypedName() {
  let last = -Infinity
  return {
    isTyping: ({ timeStamp }: Pick<Event, 'timeStamp'>) => timeStamp - last < PATIENCE,
    /** This letter belongs to a name. */
    note({ timeStamp }: Pick<Event, 'timeStamp'>): void {
      last = timeStamp
    },
  }
}
