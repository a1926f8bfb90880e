import type { Rectangle } from 'electron'

/** Air between the popover and the edge of the screen, in points. */
const AIR = 8

/** Where the popover hangs: centred below its item, and never beyond the edge of the screen the item is on. */
export function popoverPlace(
  item: Rectangle,
  size: Pick<Rectangle, 'width'>,
  workArea: Rectangle,
): { readonly x: number; readonly y: number } {
  const left = workArea.x + AIR
  const right = workArea.x + workArea.width - size.width - AIR
  const centred = item.x + item.width / 2 - size.width / 2
  return { x: Math.round(Math.max(left, Math.min(centred, right))), y: Math.round(item.y + item.height) }
}
