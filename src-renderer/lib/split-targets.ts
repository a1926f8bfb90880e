/**
 * Targets as a person types several into one field, parted by commas. A comma between quotation marks belongs to its
 * filter, as do blanks: `api, @backend, title:"a, b" is:idle` are three.
 */
export function splitTargets(text: string): string[] {
  const targets = text.match(/(?:"(?:\\.|[^"\\])*"|[^,"]|")+/gu) ?? []
  return targets.map(target => target.trim()).filter(target => target !== '')
}
