import type { SubmitMethod } from '#domain/ports.ts'
import type { BttParts } from './btt.ts'
import { pressInFront } from './press-in-front.ts'

/** Return as a key by System Events, which needs the Accessibility permission. */
export function keystroke({ front, scripts }: Pick<BttParts, 'front' | 'scripts'>): SubmitMethod {
  return {
    name: 'keystroke',
    press: address => pressInFront(front, address, id => scripts.run('press-return', [id])),
  }
}
