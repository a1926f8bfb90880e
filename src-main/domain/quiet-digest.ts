import { visibleLine } from './sanitize.ts'

/** Senders that a digest names; the others are counted. */
const NAMED = 4

/** One summary of the notes that quiet hours held, most talkative sender first. */
export function digestText(senders: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const sender of senders) counts.set(sender, (counts.get(sender) ?? 0) + 1)
  const ranked = [...counts].toSorted(([, a], [, b]) => b - a)
  const named = ranked.slice(0, NAMED).map(([name, many]) => `${many} from ${visibleLine(name, 64)}`)
  const others = ranked.slice(NAMED).reduce((sum, [, many]) => sum + many, 0)
  const parts = others === 0 ? named : [...named, `${others} from others`]
  return `Quiet hours are over. ${senders.length} notes waited: ${parts.join(', ')}. They are in your inbox now.`
}
