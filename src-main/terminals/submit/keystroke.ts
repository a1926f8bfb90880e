import type { SubmitMethod } from '#domain/ports.ts'
import { pressInFront, type FrontParts } from './in-front.ts'

/** Return as a key by System Events, which needs the Accessibility permission. */
export function keystroke(parts: FrontParts): SubmitMethod {
  return {
    name: 'keystroke',
    press: address => pressInFront(parts, address, id => parts.scripts.run('press-return', [id])),
  }
}
