const KEY = 'comms.sent-texts'
const MOST = 20

/** Texts said before, newest first, kept in this browser. */
export function listTexts(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter(text => typeof text === 'string') : []
  } catch {
    return []
  }
}

export function rememberText(text: string): void {
  if (text.trim() === '') return
  const texts = [text, ...listTexts().filter(known => known !== text)].slice(0, MOST)
  localStorage.setItem(KEY, JSON.stringify(texts))
}

/**
 * The last text for an empty field; for one that shows a text recalled before, the one before that. Nothing for words
 * of the person's own, and nothing where ↑ has lines to move through.
 */
export function recallText(shown: string): string | undefined {
  const texts = listTexts()
  if (shown === '') return texts[0]
  const place = texts.indexOf(shown)
  return place === -1 || shown.includes('\n') ? undefined : texts[place + 1]
}
