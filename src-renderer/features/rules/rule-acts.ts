import { toast } from 'sonner'
import { getHub } from '../../lib/hub.ts'
import { errorWords } from '../../lib/words.ts'

export function turnRule(rule: string, isOn: boolean): void {
  void tellFailure(getHub().rules.turn({ rule, isOn }))
}

export function removeRule(rule: string): void {
  void tellFailure(getHub().rules.remove({ rule }))
}

/** What the call answers, or undefined with the failure told. */
export async function tellFailure<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call
  } catch (error) {
    toast.error(errorWords(error).what)
    return undefined
  }
}
