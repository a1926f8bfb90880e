import { toast } from 'sonner'
import { getHub } from '../../lib/hub.ts'
import { count, errorWords } from '../../lib/words.ts'

/**
 * Gives the person's word. What was decided elsewhere meanwhile is told, and nothing is done about it. The focus leaves
 * the request first: the same key pressed again must not answer a second one.
 */
export async function answerNeeds(ids: readonly string[], decision: 'allow' | 'deny', reason: string): Promise<void> {
  document.querySelector('main')?.focus()
  try {
    const why = reason.trim()
    const { left } = await getHub().needs.answer({ ids: [...ids], decision, ...(why !== '' && { reason: why }) })
    if (left.length > 0) toast.message(`${count(left.length, 'request')} not answered: ${left[0]?.why}`)
  } catch (error) {
    toast.error(errorWords(error).what)
  }
}
