const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/

/** What is wrong with a name for a group, or undefined. `all` is built in. */
export function findNameProblem(name: string): string | undefined {
  if (name === 'all') return '@all is built in: every agent'
  if (name === '' || NAME.test(name)) return undefined
  return 'Lower-case letters, digits, dot, dash and underscore; at most 64'
}

/** What was meant by a name typed freely: "My Group" becomes "my-group". */
export function toGroupName(typed: string): string {
  return typed.replace(/^@/, '').toLowerCase().replaceAll(/\s+/g, '-')
}
