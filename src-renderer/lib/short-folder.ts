/** A folder as people write it: what lies in a home folder begins with `~`. */
export function shortFolder(path: string): string {
  return path.replace(/^(\/Users\/[^/]+|\/home\/[^/]+|\/root)(?=\/|$)/, '~')
}
