const HOME = /(?<![\w./~-])(?:\/Users\/[^/\s]+|\/home\/[^/\s]+|\/root)(?=[/\s,;:)]|$)/gu

/** A sentence in which every folder below a home folder begins with `~`. */
export function shortenFolders(text: string): string {
  return text.replace(HOME, '~')
}

/** A folder as people write it: what lies in a home folder begins with `~`. */
export function shortFolder(path: string): string {
  return path.replace(/^(\/Users\/[^/]+|\/home\/[^/]+|\/root)(?=\/|$)/, '~')
}
