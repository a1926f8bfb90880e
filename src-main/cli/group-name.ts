/** The name of a group, written with or without the `@` it has as a target. */
export function groupName(word: string | undefined): string {
  return (word ?? '').replace(/^@/, '')
}
