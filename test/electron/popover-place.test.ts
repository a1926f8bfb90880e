import { expect, test } from 'vitest'
import { popoverPlace } from '../../src-main/electron/popover-place.ts'

const SCREEN = { x: 0, y: 24, width: 1_440, height: 876 }
const SIZE = { width: 360 }
const item = (x: number) => ({ x, y: 0, width: 40, height: 24 })

test('the popover hangs centred below its item', () => {
  expect(popoverPlace(item(700), SIZE, SCREEN)).toEqual({ x: 540, y: 24 })
})

test('the popover stays on the screen its item is on', () => {
  const second = { ...SCREEN, x: 1_440 }

  expect(popoverPlace(item(1_390), SIZE, SCREEN).x).toBe(1_440 - 360 - 8)
  expect(popoverPlace(item(1_450), SIZE, second).x).toBe(1_440 + 8)
})
