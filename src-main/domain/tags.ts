const TAG = /(?<![^\s([{"'])#([a-z0-9][a-z0-9_-]{0,63})(?![\w#-])/giu

/** The tags of a text, in lower case, each once: words behind a `#` that stands at the start of a word. */
export function listTags(body: string): readonly string[] {
  return [...new Set([...body.matchAll(TAG)].map(([, tag = '']) => tag.toLowerCase()))]
}
