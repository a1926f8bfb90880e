import { toast } from 'sonner'
import { errorWords } from '../../lib/words.ts'

/** Does what a button asks for; a failure is said and stays until it is read. Tells whether it was done. */
export async function attempt(deed: () => Promise<unknown>): Promise<boolean> {
  try {
    await deed()
    return true
  } catch (error) {
    const { what, hint } = errorWords(error)
    toast.error(what, { ...(hint !== '' && { description: hint }), duration: Infinity, closeButton: true })
    return false
  }
}
